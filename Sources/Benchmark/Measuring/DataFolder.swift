import FoundationEssentials
import Glibc
import Synchronization

/// The temporary folder with the inputs of the measurements; removed with everything in it when it is let go.
final class DataFolder: Sendable {
    let path: String
    private let scratches = Atomic(0)

    /// Makes the folder and the files.
    /// - Throws: `BenchmarkError` when there is no room for them.
    init(_ files: Set<InputFile>, beside parent: String) throws {
        try Self.checkRoom(for: files, in: parent)
        var template = Array("\(parent)/rlm-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw BenchmarkError("no folder can be made in \(parent): \(String(cString: strerror(errno))).")
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let block = WordText.block()
        for file in files { try Self.write(file, block, to: path + "/" + file.fileName) }
    }

    deinit { remove() }

    /// Removes the folder now.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func path(of file: InputFile) -> String { path + "/" + file.fileName }

    /// A new empty folder for one run.
    func makeScratch() throws -> String {
        let scratch = path + "/run-\(scratches.add(1, ordering: .relaxed).newValue)"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: false)
        return scratch
    }

    func removeScratch(_ scratch: String) { try? FileManager.default.removeItem(atPath: scratch) }

    private static func checkRoom(for files: Set<InputFile>, in parent: String) throws {
        var room = statvfs()
        guard statvfs(parent, &room) == 0 else {
            throw BenchmarkError("\(parent) is no folder to put the inputs into: \(String(cString: strerror(errno))).")
        }
        let free = Int(room.f_bavail) * Int(room.f_frsize)
        let needed = files.reduce(200 << 20) { $0 + $1.bytes }
        guard free >= needed else {
            throw BenchmarkError(
                "\(parent) has \(free >> 20) MB free, but the inputs need \(needed >> 20) MB; "
                    + "name a folder on another disk in TMPDIR, or choose rows with smaller inputs by --only.")
        }
    }

    private static func write(_ file: InputFile, _ block: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        if case .emoji = file { try write(Array(InputFile.emoji.utf8), to: descriptor, path) }
        for _ in 0..<file.megabytes {
            try Task.checkCancellation()
            try write(block, to: descriptor, path)
        }
        // Otherwise the disk would be busy with it during the first measurements.
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw failure(path) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func failure(_ path: String) -> BenchmarkError {
        BenchmarkError("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
