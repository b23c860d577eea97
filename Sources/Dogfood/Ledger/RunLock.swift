import FoundationEssentials
import Glibc
import Posix

/// Keeps a second process from working on a repository at the same time.
///
/// The kernel lets go of it when the process ends, however it ends. Reading, and deciding on proposals, need no lock.
package final class RunLock: Sendable {
    /// Who has the lock, as far as it is known.
    package struct Holder: Codable, Sendable, Equatable {
        package var process: Int32
        /// What it does: `cycle`.
        package var command: String
        /// When the process began, in the kernel's ticks: tells it from a later one with the same number.
        package var began: Int
    }

    private let file: Descriptor

    /// Takes the lock.
    /// - Throws: `busy` when another process has it.
    package init(_ folder: DogfoodFolder, command: String) throws(LedgerError) {
        file = try Self.opened(folder)
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { throw .busy(Self.noted(folder)) }
        let holder = Holder(process: getpid(), command: command, began: RunningProcess.own.start ?? 0)
        let text = (try? JSONEncoder().encode(holder)) ?? Data()
        guard ftruncate(file.number, 0) == 0, pwrite(file.number, Array(text), text.count, 0) == text.count else {
            throw .system(.last("pwrite", folder.lock))
        }
    }

    /// The process that has the lock now; nil when it is free.
    package static func holder(_ folder: DogfoodFolder) throws(LedgerError) -> Holder? {
        let file = try opened(folder)
        if flock(file.number, LOCK_SH | LOCK_NB) == 0 { return nil }
        let holder = noted(folder)
        return holder ?? Holder(process: 0, command: "an unknown command", began: 0)
    }

    /// Asks whoever has the lock to end, and waits until it is free.
    /// - Parameter holder: as `holder(_:)` told.
    /// - Returns: false when it could not be asked or has not ended within `seconds`.
    package static func stop(
        _ holder: Holder, of folder: DogfoodFolder, within seconds: Double
    ) async throws -> Bool {
        let asked =
            holder.process > 1 && RunningProcess(holder.process).start == holder.began
            && kill(holder.process, SIGTERM) == 0
        let end = ContinuousClock.now + .seconds(seconds)
        while try self.holder(folder) != nil {
            guard asked, .now < end else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    private static func opened(_ folder: DogfoodFolder) throws(LedgerError) -> Descriptor {
        let number = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .system(.last("open", folder.lock)) }
        return Descriptor(owning: number)
    }

    private static func noted(_ folder: DogfoodFolder) -> Holder? {
        guard let bytes = try? DurableFile.read(folder.lock) else { return nil }
        return try? JSONDecoder().decode(Holder.self, from: Data(bytes))
    }
}
