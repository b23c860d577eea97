import Testing

@testable import JSON

/// Holds the pass that escapes sixteen bytes at a time against one that looks at each byte by itself.
@Suite struct JSONEscapingTests {
    private func plain(_ text: some Sequence<UInt8>, keepingNUL: Bool) -> [UInt8] {
        text.flatMap { byte -> [UInt8] in
            switch byte {
            case 0 where !keepingNUL: return Array("\u{FFFD}".utf8)
            case 0x0A: return Array("\\n".utf8)
            case 0x0D: return Array("\\r".utf8)
            case 0x09: return Array("\\t".utf8)
            case 0x22: return Array("\\\"".utf8)
            case 0x5C: return Array("\\\\".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: return [byte]
            }
        }
    }

    private func escaped(_ text: ArraySlice<UInt8>, keepingNUL: Bool) -> [UInt8] {
        let room = JSONEscaping.room(for: text.count)
        return [UInt8](unsafeUninitializedCapacity: room + 8) { output, count in
            output.initialize(repeating: 0xEE)
            count = text.withUnsafeBytes {
                JSONEscaping.copy($0, to: UnsafeMutableRawPointer(output.baseAddress!), keepingNUL: keepingNUL)
            }
            #expect(output[room...].allSatisfy { $0 == 0xEE }, "it wrote past its room")
        }
    }

    @Test(arguments: [0.0, 0.02, 0.1, 0.5, 1])
    func writesWhatASimplePassWrites(share: Double) {
        var random = SystemRandomNumberGenerator()
        let special: [UInt8] = [0, 1, 8, 9, 10, 13, 31, 32, 33, 34, 35, 91, 92, 93, 127, 128, 0xA2, 0xDC, 255]
        let text = (0..<200).map { _ -> UInt8 in
            Double.random(in: 0..<1, using: &random) < share
                ? special.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
        }
        for length in 0...90 {
            for start in 0..<18 {
                let part = text[start..<start + length]
                #expect(escaped(part, keepingNUL: true) == plain(part, keepingNUL: true))
                #expect(escaped(part, keepingNUL: false) == plain(part, keepingNUL: false))
            }
        }
    }

    @Test func escapesEachByteAtEachPlace() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<33 {
                var text = [UInt8](repeating: UInt8(ascii: "x"), count: 40)
                text[place] = byte
                #expect(escaped(text[...], keepingNUL: true) == plain(text, keepingNUL: true))
            }
        }
    }

    @Test(arguments: [2047, 2048, 2049, 4096, 10_000])
    func writesLongTextsWhole(length: Int) throws {
        let text = String(String(repeating: "a\u{1}\"ü\nlonger, and plain; ", count: length / 10).prefix(length))
        #expect(try JSONParser.parse(JSONValue.string(text).encoded) == .string(text))
    }
}
