import FoundationEssentials
import Glibc
import JSON
import Posix

/// The questions under way, on disk for a daemon that takes the place of one that was killed.
///
/// Each is a file of the user's own, locked by the daemon that answers it and removed with the end of the answer: a file
/// that nobody holds is a question that somebody still waits for.
struct QueryJournal: Sendable {
    /// A question of a daemon that is gone.
    struct Found: Sendable {
        let entry: Entry
        let queryID: String
        let sessionID: String
        let params: JSONValue
        /// How many daemons have ended over it.
        let attempts: Int
    }

    /// The file of one question, held until it is removed.
    final class Entry: Sendable {
        fileprivate let path: String
        private let file: Descriptor

        fileprivate init(_ path: String, _ file: Descriptor) { (self.path, self.file) = (path, file) }

        func remove() { unlink(path) }
    }

    private let folder: String

    /// - Parameter folder: made if need be.
    init(_ folder: String) { self.folder = folder }

    /// Writes down a question; nil where that cannot be done, which is no reason not to answer it.
    func begin(_ query: Query, _ params: JSONValue) -> Entry? {
        let path = folder + "/" + query.id
        let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        guard flock(number, LOCK_EX | LOCK_NB) == 0,
            Self.write(query.id, query.sessionID, params, attempts: 0, to: file)
        else {
            unlink(path)
            return nil
        }
        return Entry(path, file)
    }

    /// The questions that nobody answers any more, oldest first; they are this process's from now on.
    func abandoned() -> [Found] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { take(folder + "/" + $0) }.sorted { $0.time < $1.time }.map(\.found)
    }

    private func take(_ path: String) -> (found: Found, time: Int)? {
        let number = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var status = stat()
        // One that ended just now has no name any more.
        guard flock(number, LOCK_EX | LOCK_NB) == 0, fstat(number, &status) == 0, status.st_nlink > 0 else {
            return nil
        }
        let entry = Entry(path, file)
        guard let data = try? Data(contentsOf: URL(filePath: path)), let value = try? JSONParser.parse([UInt8](data)),
            let queryID = value["queryId"]?.string, let sessionID = value["sessionId"]?.string,
            let params = value["params"]
        else {
            entry.remove()
            return nil
        }
        let attempts = (value["attempts"]?.integer ?? 0) + 1
        guard Self.write(queryID, sessionID, params, attempts: attempts, to: file) else { return nil }
        let found = Found(entry: entry, queryID: queryID, sessionID: sessionID, params: params, attempts: attempts)
        return (found, status.st_mtim.tv_sec)
    }

    private static func write(
        _ queryID: String, _ sessionID: String, _ params: JSONValue, attempts: Int, to file: Descriptor
    ) -> Bool {
        let value: JSONValue = [
            "queryId": .string(queryID), "sessionId": .string(sessionID), "params": params,
            "attempts": .integer(attempts),
        ]
        let bytes = value.encodedLine
        return ftruncate(file.number, 0) == 0 && pwrite(file.number, bytes, bytes.count, 0) == bytes.count
    }
}
