import Glibc

/// A file of a few kilobytes that is read anew each time, such as those of `/proc`.
enum SmallFile {
    /// The text; empty when the file cannot be read, as when its process has ended.
    static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = read(file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
                if count <= 0 { break }
                filled += count
            }
            return String(decoding: buffer[..<filled], as: UTF8.self)
        }
    }
}
