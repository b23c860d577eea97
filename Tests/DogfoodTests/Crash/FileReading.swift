import Glibc
import Posix

/// Reading for tests.
enum FileReading {
    /// All of a file, also of one that has no size, as those of /proc.
    static func all(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { throw PosixError.last("open", path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}
