import Glibc
import Posix

/// Reading what is fed into the program.
enum StandardInput {
    /// All of it, to its end; bytes that are not UTF-8 become replacement characters.
    static func text() throws(PosixError) -> String {
        var bytes: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = read(STDIN_FILENO, piece.baseAddress, piece.count)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            if count > 0 {
                bytes += piece[..<count]
            } else if errno != EINTR {
                throw .last("read", "standard input")
            }
        }
    }
}
