/// A path as git and the file system know it: bytes, which need not be UTF-8, with `/` between parts.
package typealias GitPath = [UInt8]

extension GitPath {
    /// Copies a C string.
    package init(copying string: UnsafePointer<CChar>) {
        self = string.withMemoryRebound(to: UInt8.self, capacity: 1) { start in
            var count = 0
            while start[count] != 0 { count += 1 }
            return [UInt8](UnsafeBufferPointer(start: start, count: count))
        }
    }

    /// Lends the path as a C string.
    package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        var terminated = self
        terminated.append(0)
        return terminated.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
        }
    }
}
