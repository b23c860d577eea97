@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// A warmed Python of which every worker is a fork; one per program, for as long as this process lives.
///
/// It has imported what cells find and runs no code of a model. It starts with the first `warmUp` or `fork`, and anew
/// when it has ended. Forks are this process's own children.
///
/// `@unchecked Sendable`: `running` is touched on `queue` only.
final class WorkerTemplate: @unchecked Sendable {
    /// Why there is no fork, in a sentence.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Running {
        let process: ChildProcess
        let control: Descriptor
        let errors: Descriptor
    }

    private static let all = Mutex<[String: WorkerTemplate]>([:])
    private static let startSeconds: Int32 = 30

    private let program: WorkerProgram
    private let queue = DispatchQueue(label: "rlm.template")
    private var running: Running?

    private init(_ program: WorkerProgram) {
        self.program = program
    }

    static func of(_ program: WorkerProgram) -> WorkerTemplate {
        let key = program.path + "\0" + program.packages
        return all.withLock { all in
            if let known = all[key] { return known }
            let new = WorkerTemplate(program)
            all[key] = new
            return new
        }
    }

    /// Starts the program, and does not wait for it.
    func warmUp() {
        queue.async { _ = try? self.started() }
    }

    /// Forks a worker.
    /// - Parameters:
    ///   - request: what the fork is told.
    ///   - descriptors: what the fork gets as its numbers from 1 on.
    ///   - completion: called on another thread; the child is not waited for yet.
    func fork(
        _ request: [UInt8], descriptors: [Descriptor],
        completion: @escaping @Sendable (Result<ChildProcess, Failure>) -> Void
    ) {
        queue.async {
            let isFresh = self.running == nil
            var result = self.forked(request, descriptors)
            // One that was up may have been killed by the system; the next will do.
            if case .failure = result, !isFresh { result = self.forked(request, descriptors) }
            completion(result)
        }
    }

    private func forked(_ request: [UInt8], _ descriptors: [Descriptor]) -> Result<ChildProcess, Failure> {
        let running: Running
        do throws(PosixError) {
            running = try started()
        } catch {
            return .failure(Failure(description: "\(error)"))
        }
        do throws(PosixError) {
            try running.control.sendPacket(request, with: descriptors)
            let answer = try running.control.receivePacket(capacity: MemoryLayout<Int64>.size).bytes
            guard answer.count == MemoryLayout<Int64>.size else { throw PosixError(code: EPIPE, call: "recvmsg") }
            let id = answer.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
            guard id > 0 else { throw PosixError(code: Int32(-id), call: "clone", context: program.path) }
            return .success(try ChildProcess(adopting: Int32(id), of: program.path))
        } catch {
            self.running = nil
            return .failure(failure(of: running, error))
        }
    }

    private func started() throws(PosixError) -> Running {
        if let running { return running }
        let (control, workerControl) = try Descriptor.packetPair()
        let errors = try Descriptor.pipe()
        try control.limitWaiting(seconds: Self.startSeconds)
        try errors.reading.setNonblocking()
        let command = ChildCommand(program.path, ["\(getpid())", program.packages], environment: ["LANG": "C.UTF-8"])
        let process = try ChildProcess(command, descriptors: [2: errors.writing, 3: workerControl])
        let running = Running(process: process, control: control, errors: errors.reading)
        self.running = running
        return running
    }

    /// Ends the program, if it has not ended by itself, and says what it had to say.
    private func failure(of running: Running, _ error: PosixError) -> Failure {
        let hasGone = error.code == EPIPE || error.code == ECONNRESET
        if !hasGone { running.process.kill() }
        let status = Mutex<ExitStatus?>(nil)
        let ended = DispatchSemaphore(value: 0)
        running.process.onExit { reported in
            status.withLock { $0 = reported }
            ended.signal()
        }
        if ended.wait(timeout: .now() + 5) == .timedOut { running.process.kill() }
        let what = hasGone ? status.withLock { $0 }.map { "\($0)" } : nil
        return Failure(description: "\(what ?? "\(error)") \(Self.text(in: running.errors))")
    }

    private static func text(in descriptor: Descriptor) -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let reading = bytes.withUnsafeMutableBytes { try? descriptor.read(into: $0) }
        guard case .bytes(let count) = reading else { return "" }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
