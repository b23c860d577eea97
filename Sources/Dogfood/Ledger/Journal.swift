import FoundationEssentials
import Glibc
import Hashing
import Posix

/// The file to which every act is added before and after it is done: a JSON object a line, each with the SHA-256 of
/// the line before it and its own entry, so that no line can be changed, put in or taken out between others.
///
/// Several processes may add to it: each holds the file's lock while it does, and reads first what others added.
struct Journal {
    /// One line: when it was added and what it tells.
    struct Entry: Codable {
        /// Seconds since 1970.
        var time: Int
        var record: LedgerRecord
    }

    /// The hash that the first line is chained to.
    static let beginning = String(repeating: "0", count: 64)
    private static let head = Array(#"{"hash":""#.utf8)
    private static let middle = Array(#"","entry":"#.utf8)

    let path: String
    private let file: Descriptor
    /// How much of the file has been read, and the hash of its last line.
    private var end = 0
    private var lines = 0
    private var last = Journal.beginning

    init(_ path: String) throws(LedgerError) {
        self.path = path
        let isNew = access(path, F_OK) != 0
        let number = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .system(.last("open", path)) }
        file = Descriptor(owning: number)
        if isNew { try system { () throws(PosixError) in try DurableFile.syncFolder(of: path) } }
    }

    /// Reads the lines that were added since the last call; one that is only half there is left for later.
    mutating func news() throws(LedgerError) -> [Entry] {
        let bytes = try system { () throws(PosixError) in try DurableFile.read(file, from: end) }
        var entries: [Entry] = []
        var start = 0
        while let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            entries.append(try entry(bytes[start..<newline]))
            end += newline + 1 - start
            start = newline + 1
        }
        return entries
    }

    /// Lets nobody else add lines until `unlock`.
    func lock() throws(LedgerError) {
        while flock(file.number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system(.last("flock", path)) }
        }
    }

    func unlock() { flock(file.number, LOCK_UN) }

    /// Adds a line; it is on the disk when this returns. Only between `lock` and `unlock`, when all news has been read.
    mutating func append(_ record: LedgerRecord) throws(LedgerError) -> Entry {
        let entry = Entry(time: Glibc.time(nil), record: record)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(entry) else {
            throw .system(PosixError(code: EINVAL, call: "encode", context: path))
        }
        let hash = Self.hash(Array(json)[...], after: last)
        let line = Self.head + hash.utf8 + Self.middle + json + "}\n".utf8
        let end = end
        try system { () throws(PosixError) in
            // What stands behind the last whole line was never reported as done.
            guard ftruncate(file.number, off_t(end)) == 0 else { throw .last("ftruncate", path) }
            do throws(PosixError) {
                try file.writeAll(line)
                guard fsync(file.number) == 0 else { throw .last("fsync", path) }
            } catch {
                ftruncate(file.number, off_t(end))
                throw error
            }
        }
        self.end += line.count
        lines += 1
        last = hash
        return entry
    }

    private mutating func entry(_ line: ArraySlice<UInt8>) throws(LedgerError) -> Entry {
        lines += 1
        let start = line.startIndex + Self.head.count + 64 + Self.middle.count
        guard line.starts(with: Self.head), line.count > start - line.startIndex, line.last == UInt8(ascii: "}") else {
            throw .damaged(journal: path, line: lines, why: "is no record")
        }
        let json = line[start..<(line.endIndex - 1)]
        let hash = String(decoding: line[(line.startIndex + Self.head.count)...].prefix(64), as: UTF8.self)
        guard hash == Self.hash(json, after: last) else {
            throw .damaged(journal: path, line: lines, why: "was changed, or one before it taken out")
        }
        last = hash
        do {
            return try JSONDecoder().decode(Entry.self, from: Data(json))
        } catch {
            throw .damaged(journal: path, line: lines, why: "is of another version of rlm-dogfood")
        }
    }

    private static func hash(_ entry: ArraySlice<UInt8>, after previous: String) -> String {
        SHA256.hexadecimal(of: Array(previous.utf8) + entry)
    }

    private func system<Result>(_ body: () throws(PosixError) -> Result) throws(LedgerError) -> Result {
        do throws(PosixError) {
            return try body()
        } catch {
            throw .system(error)
        }
    }
}
