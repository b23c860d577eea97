@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// A warmed Python of which every worker is a fork; one per program, for as long as this process lives.
///
/// It has imported what cells find and runs no code of a model. It starts with the first `warmUp` or `fork`, and anew
/// when it has ended. Forks are this process's own children.
///
/// `@unchecked Sendable`: all state is touched on `queue` only.
final class WorkerTemplate: @unchecked Sendable {
    /// Why there is no fork, in a sentence.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    typealias Completion = @Sendable (Result<ChildProcess, Failure>) -> Void

    private struct Request {
        let message: [UInt8]
        let descriptors: [Descriptor]
        let seconds: Double
        let completion: Completion
        /// Ends a program that does not answer.
        var timer: DispatchWorkItem?
        var isRepeated = false
    }

    private struct Running {
        let process: ChildProcess
        let control: Descriptor
        let errors: Descriptor
        let source: any DispatchSourceRead
        var forks = 0
    }

    private static let all = Mutex<[String: WorkerTemplate]>([:])
    private let program: WorkerProgram
    private let queue = DispatchQueue(label: "rlm.template")
    private var running: Running?
    /// The request that the program is busy with, and those that come after it: one at a time, since the kernel bounds
    /// how many descriptors may be on their way.
    private var current: Request?
    private var waiting: [Request] = []

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

    /// Starts the program at once, and does not wait until it is up.
    func warmUp() {
        queue.sync { try? start() }
    }

    /// Forks a worker.
    /// - Parameters:
    ///   - message: what the fork is told.
    ///   - descriptors: what the fork gets as its numbers from 1 on.
    ///   - seconds: how long the program may be busy with it, its start included.
    ///   - completion: called on another thread.
    func fork(
        _ message: [UInt8], descriptors: [Descriptor], within seconds: Double = 30, completion: @escaping Completion
    ) {
        queue.async {
            self.waiting.append(
                Request(message: message, descriptors: descriptors, seconds: seconds, completion: completion))
            self.sendNext()
        }
    }

    private func sendNext() {
        guard current == nil, !waiting.isEmpty else { return }
        let request = waiting.removeFirst()
        current = request
        do throws(PosixError) {
            try start()
            try running?.control.sendPacket(request.message, with: request.descriptors)
        } catch {
            // One that has ended says so by closing its socket, too.
            if running == nil { return finish(.failure(Failure(description: "\(error)"))) }
        }
        let process = running?.process
        let timer = DispatchWorkItem { process?.kill() }
        current?.timer = timer
        queue.asyncAfter(deadline: .now() + request.seconds, execute: timer)
    }

    private func start() throws(PosixError) {
        if running != nil { return }
        let (control, workerControl) = try Descriptor.packetPair()
        let errors = try Descriptor.pipe()
        try control.setNonblocking()
        try errors.reading.setNonblocking()
        // A cell that crashes need not tell of the worker's own stack.
        let environment = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
        let command = ChildCommand(program.path, ["\(getpid())", program.packages], environment: environment)
        let process = try ChildProcess(command, descriptors: [2: errors.writing, 3: workerControl])
        let source = DispatchSource.makeReadSource(fileDescriptor: control.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(control) {} }
        source.setEventHandler { [unowned self] in receive() }
        source.activate()
        running = Running(process: process, control: control, errors: errors.reading, source: source)
    }

    private func receive() {
        guard let running else { return }
        do throws(PosixError) {
            let answer = try running.control.receivePacket(capacity: MemoryLayout<Int64>.size).bytes
            guard answer.count == MemoryLayout<Int64>.size else { return end(running) }
            let id = answer.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
            guard id > 0 else { throw PosixError(code: Int32(-id), call: "clone", context: program.path) }
            self.running?.forks += 1
            finish(.success(try ChildProcess(adopting: Int32(id), of: program.path)))
        } catch {
            switch error.code {
            case EAGAIN: break
            // It has ended without having read all requests.
            case ECONNRESET: end(running)
            default: finish(.failure(Failure(description: "\(error)")))
            }
        }
    }

    private func finish(_ result: Result<ChildProcess, Failure>) {
        let request = current
        current = nil
        request?.timer?.cancel()
        request?.completion(result)
        sendNext()
    }

    /// The program has ended, or does not use its socket any more.
    private func end(_ ended: Running) {
        ended.source.cancel()
        running = nil
        ended.process.kill()
        ended.process.onExit { status in self.queue.async { self.failCurrent(ended, status) } }
    }

    /// A program that was up may have been killed by the system: the next one will do.
    private func failCurrent(_ ended: Running, _ status: ExitStatus) {
        guard var request = current else { return }
        if ended.forks > 0, !request.isRepeated {
            request.timer?.cancel()
            request.isRepeated = true
            waiting.insert(request, at: 0)
            current = nil
            return sendNext()
        }
        finish(.failure(Failure(description: "\(status) \(Self.text(in: ended.errors))")))
    }

    private static func text(in descriptor: Descriptor) -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let reading = bytes.withUnsafeMutableBytes { try? descriptor.read(into: $0) }
        guard case .bytes(let count) = reading else { return "" }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
