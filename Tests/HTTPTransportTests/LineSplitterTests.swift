import HTTPTransport
import Testing

@Suite struct LineSplitterTests {
    @Test func splitsTheSameLinesInEveryChunking() throws {
        let bytes = Array("{\"a\":1}\n{\"b\":\"ü\"}\r\n\rlast\n\n\r\nrest".utf8)
        let expected = ["{\"a\":1}", "{\"b\":\"ü\"}", "", "last", "", ""]
        for size in 1...bytes.count {
            var splitter = LineSplitter()
            var lines: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                lines += try splitter.consume(Array(bytes[start..<min(start + size, bytes.count)])).map { Array($0) }
            }
            #expect(lines == expected.map { Array($0.utf8) }, "chunks of \(size)")
            #expect(splitter.finish() == Array("rest".utf8))
            #expect(splitter.finish() == nil)
        }
    }

    @Test func refusesALineBeyondTheLimit() throws {
        var splitter = LineSplitter(limit: 4)
        #expect(try splitter.consume(Array("1234\n".utf8)) == [Array("1234".utf8)[...]])
        #expect(throws: LineSplitter.LineTooLong(limit: 4)) { try splitter.consume(Array("12345".utf8)) }
    }
}
