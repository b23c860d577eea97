import Testing

@testable import Bridge

@Suite struct LineBufferTests {
    private func lines(_ text: String, pieces: Int, limit: Int = 100) -> (lines: [String], fits: Bool) {
        var buffer = LineBuffer(limit: limit)
        var lines: [String] = []
        let bytes = Array(text.utf8)
        var fits = true
        for start in stride(from: 0, to: bytes.count, by: pieces) where fits {
            bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { piece in
                fits = buffer.take(piece) { lines.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        return (lines, fits)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func cutsAtNewlinesOnly(pieces: Int) {
        let text = "eins\nzw\u{2028}ei\r\n\n\r\ndr\rei 😀\nrest"
        #expect(lines(text, pieces: pieces).lines == ["eins", "zw\u{2028}ei", "dr\rei 😀"])
    }

    @Test(arguments: [1, 3, 1000])
    func takesLinesUpToTheLimit(pieces: Int) {
        #expect(lines("12345\r\n12345\n", pieces: pieces, limit: 5).lines == ["12345", "12345"])
        let long = lines("1\n123456\n2\n", pieces: pieces, limit: 5)
        #expect(!long.fits && long.lines == ["1"])
        #expect(!lines("1234567", pieces: pieces, limit: 5).fits)
    }
}
