import FoundationEssentials
import Glibc
import Posix

/// A private folder for a program that reads files only from disk; removed with its owner.
final class ScratchFolder: Sendable {
    let path: String

    init() throws(PosixError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/rlm-dogfood.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .last("mkdtemp", parent) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and makes the folders above it.
    /// - Parameter place: a path from the top of the folder, as git has it: never with `..`.
    func write(_ bytes: [UInt8], at place: String) throws {
        let folder = place.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path + "/" + place))
    }

    func read(_ place: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path + "/" + place)))
    }
}
