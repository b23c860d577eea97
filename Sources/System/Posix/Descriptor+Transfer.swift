import Glibc

extension Descriptor {
    /// What one attempt to read brought.
    package enum Reading: Sendable, Equatable {
        case bytes(Int)
        /// Nothing there now; the descriptor does not block.
        case wouldBlock
        /// The other side has closed.
        case end
    }

    /// Reads what is there, once, into `buffer`.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(PosixError) -> Reading {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case ECONNRESET: return .end
            default: throw .last("read")
            }
        }
    }

    /// Writes as much of `bytes` as fits now, once.
    /// - Returns: the number of bytes taken; 0 when the descriptor would block.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(PosixError) -> Int {
        while true {
            let count = Glibc.write(number, bytes.baseAddress, bytes.count)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            default: throw .last("write")
            }
        }
    }

    /// Writes all of `bytes` to a blocking descriptor.
    package func writeAll(_ bytes: [UInt8]) throws(PosixError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let slice = rest
            var failure: PosixError?
            let count = slice.withUnsafeBytes { buffer -> Int in
                do throws(PosixError) {
                    return try write(buffer)
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            rest = rest.dropFirst(count)
        }
    }
}
