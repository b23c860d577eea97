import CPosix
import Glibc

/// Sockets that carry whole messages, and with them open files.
extension Descriptor {
    /// Two connected ends; both close on exec.
    package static func packetPair() throws(PosixError) -> (Descriptor, Descriptor) {
        var ends: [Int32] = [-1, -1]
        try PosixError.check(cposix_packet_pair(&ends), "socketpair")
        return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    /// Sends one message with copies of `descriptors`, 8 at most.
    package func sendPacket(_ bytes: [UInt8], with descriptors: [Descriptor] = []) throws(PosixError) {
        let numbers = descriptors.map(\.number)
        let code = cposix_send_packet(number, bytes, bytes.count, numbers, Int32(numbers.count))
        withExtendedLifetime(descriptors) {}
        try PosixError.check(code, "sendmsg")
    }

    /// Waits for one message, unless the descriptor does not block; empty when the other end has closed.
    /// - Parameter capacity: bytes of the longest message; a longer one is an error.
    package func receivePacket(capacity: Int) throws(PosixError) -> (bytes: [UInt8], descriptors: [Descriptor]) {
        var bytes = [UInt8](repeating: 0, count: capacity)
        var numbers = [Int32](repeating: -1, count: 8)
        var count = Int32(numbers.count)
        let length = cposix_receive_packet(number, &bytes, capacity, &numbers, &count)
        guard length >= 0 else { throw .last("recvmsg") }
        return (Array(bytes[..<length]), numbers[..<Int(count)].map { Descriptor(owning: $0) })
    }
}
