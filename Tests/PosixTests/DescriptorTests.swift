import Glibc
import Posix
import Testing

@Suite struct DescriptorTests {
    @Test func carriesBytesThroughAPipeToItsEnd() throws {
        let (reading, writing) = try { () throws(PosixError) in
            let (reading, writing) = try Descriptor.pipe()
            try writing.writeAll([1, 2, 3])
            return (reading, Weak(writing))
        }()
        #expect(writing.value == nil)
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(try buffer.withUnsafeMutableBytes { try reading.read(into: $0) } == .bytes(3))
        #expect(try buffer.withUnsafeMutableBytes { try reading.read(into: $0) } == .end)
    }

    @Test func saysWhenNothingIsThere() throws {
        let (mine, theirs) = try Descriptor.socketPair()
        try mine.setNonblocking()
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(try buffer.withUnsafeMutableBytes { try mine.read(into: $0) } == .wouldBlock)
        withExtendedLifetime(theirs) {}
    }

    @Test func tellsWhatFailed() {
        let error = PosixError(code: ENOENT, call: "open", context: "/a/b")
        #expect(error.description == "/a/b: No such file or directory (open)")
    }

    @Test func knowsItsOwnProgram() throws {
        #expect(try ExecutablePath.current().hasPrefix("/"))
    }

    private struct Weak {
        weak var value: Descriptor?
        init(_ value: Descriptor) { self.value = value }
    }
}
