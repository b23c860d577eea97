import Glibc

/// The physical limit of reading a file: mapping it and looking at each byte once.
package enum BareScan {
    /// Maps `path` and searches it for a byte that no text holds; returns the number of bytes seen.
    package static func run(_ path: String) throws -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0 else {
            throw BenchmarkError("\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(file) }
        let count = Int(status.st_size)
        guard count > 0, let base = mmap(nil, count, PROT_READ, MAP_SHARED, file, 0), base != MAP_FAILED else {
            throw BenchmarkError("\(path) cannot be mapped: \(String(cString: strerror(errno))).")
        }
        defer { munmap(base, count) }
        return memchr(base, 0xFF, count).map { $0 - base } ?? count
    }
}
