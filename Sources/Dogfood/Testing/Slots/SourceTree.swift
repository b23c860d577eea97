import Glibc
package import GitStore
import Posix

/// The files of a commit's tree in a folder, with times that depend on nothing but their content.
///
/// A build system takes a file for unchanged when its size and time are as before. A checkout gives it the time of the
/// checkout, which rebuilds everything; a time that somebody else chose could hide a change. Here equal content has an
/// equal time, and other content another.
package struct SourceTree: Sendable {
    /// Absolute, without a slash at the end.
    package let folder: String

    /// Writes the files of `entries` into `folder`, which is made and must not exist yet.
    /// - Parameter extra: files that are written where no entry stands.
    package init(
        _ entries: [GitTreeEntry], of repository: GitRepository, in folder: String, extra: [String: [UInt8]] = [:]
    ) throws {
        self.folder = folder
        try make(folder)
        var made: Set<String> = [folder]
        for entry in entries {
            let path = try place(of: entry.path)
            try makeFolders(entry.kind == .submodule ? path : parent(of: path), &made)
        }
        // Links come last: no file can be written through one.
        for entry in entries where entry.kind == .file { try writeFile(entry, of: repository) }
        for (name, content) in extra where access("\(folder)/\(name)", F_OK) != 0 {
            try content.withUnsafeBytes { write($0, to: "\(folder)/\(name)", mode: 0o644) }.get()
            try Self.setTime(Self.epoch, of: "\(folder)/\(name)")
        }
        for entry in entries where entry.kind == .symlink { try writeLink(entry, of: repository) }
        for path in made.sorted(by: >) { try Self.setTime(Self.epoch, of: path) }
    }

    private func writeFile(_ entry: GitTreeEntry, of repository: GitRepository) throws {
        let path = try place(of: entry.path)
        try repository.withContent(of: entry.id) { content throws(GitError) in
            write(content, to: path, mode: entry.isExecutable ? 0o755 : 0o644)
        }
        .get()
        try Self.setTime(Self.time(of: entry.id), of: path)
    }

    private func writeLink(_ entry: GitTreeEntry, of repository: GitRepository) throws {
        let path = try place(of: entry.path)
        let target = try repository.withContent(of: entry.id) { content throws(GitError) in [UInt8](content) }
        guard target.withCString({ symlink($0, path) }) == 0 else { throw PosixError.last("symlink", path) }
        try Self.setTime(Self.time(of: entry.id), of: path)
    }

    private static let epoch = timespec(tv_sec: 1_000_000_000, tv_nsec: 0)

    /// A time between 2001 and 2018: in the past, for a file from the future is rebuilt each time.
    static func time(of blob: GitObjectID) -> timespec {
        let digits = blob.description.utf8.prefix(16)
        let number = digits.reduce(UInt64(0)) { $0 << 4 | UInt64($1 < 0x3a ? $1 - 0x30 : $1 - 0x57) }
        return timespec(
            tv_sec: epoch.tv_sec + Int(number >> 35), tv_nsec: Int((number & 0x7_ffff_ffff) % 1_000_000_000))
    }

    private static func setTime(_ time: timespec, of path: String) throws(PosixError) {
        let times = [time, time]
        if utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0 { throw .last("utimensat", path) }
    }

    /// Git refuses such names, but a tree can hold them.
    private func place(of path: GitPath) throws -> String {
        let text = String(decoding: path, as: UTF8.self)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) && $0.lowercased() != ".git" }),
            Array(text.utf8) == path
        else { throw GateError("the tree holds a path that cannot be written: \(text.debugDescription)") }
        return "\(folder)/\(text)"
    }

    private func parent(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private func makeFolders(_ path: String, _ made: inout Set<String>) throws {
        if made.contains(path) { return }
        try makeFolders(parent(of: path), &made)
        try make(path)
        made.insert(path)
    }

    private func make(_ path: String) throws(PosixError) {
        if mkdir(path, 0o755) != 0 { throw .last("mkdir", path) }
    }

    private func write(_ content: UnsafeRawBufferPointer, to path: String, mode: mode_t) -> Result<Void, PosixError> {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard number >= 0 else { return .failure(.last("open", path)) }
        let file = Descriptor(owning: number)
        return Result { () throws(PosixError) in
            if fchmod(number, mode) != 0 { throw .last("fchmod", path) }
            var written = 0
            while written < content.count {
                written += try file.write(UnsafeRawBufferPointer(rebasing: content[written...]))
            }
        }
    }
}
