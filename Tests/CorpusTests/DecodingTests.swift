import Corpus
import TestSupport
import Testing

@Suite struct DecodingTests {
    /// The same text goes through the path of small files and through that of large ones.
    private static let padding = [0, 1_100_000]

    private func decode(_ bytes: [UInt8], after padding: Int = 0) async throws -> String? {
        let folder = try TemporaryFolder()
        try folder.write([UInt8](repeating: UInt8(ascii: "x"), count: padding) + bytes, to: "a.txt")
        try folder.write("other\n", to: "b.txt")
        let corpus = try await read(".", in: folder)
        #expect(corpus.text(at: "b.txt") == "other\n")
        #expect(corpus.characterCount == corpus.whole.unicodeScalars.count)
        guard let text = corpus.text(at: "a.txt") else {
            #expect(corpus.reason("a.txt") == .binary)
            return nil
        }
        #expect(text.utf8.count >= padding)
        let start = text.utf8.index(text.startIndex, offsetBy: padding)
        #expect(text[..<start] == String(repeating: "x", count: padding))
        return String(text[start...])
    }

    @Test(arguments: padding) func keepsUTF8(padding: Int) async throws {
        for text in ["", "a", "größe 値 🙂\n", "\u{FEFF}inside"] where padding == 0 || !text.isEmpty {
            let expected = padding == 0 && text.hasPrefix("\u{FEFF}") ? "inside" : text
            #expect(try await decode(Array(text.utf8), after: padding) == expected)
        }
    }

    @Test func keepsCharactersThatAPieceCutsInTwo() async throws {
        // The first piece of a large file ends one byte behind a megabyte.
        for shift in 0..<5 {
            let folder = try TemporaryFolder()
            let text = String(repeating: "x", count: (1 << 20) - shift) + String(repeating: "🙂é", count: 100_000)
            try folder.write(text, to: "a.txt")
            let corpus = try await read(".", in: folder)
            #expect(corpus.text(at: "a.txt") == text, "shift \(shift)")
            #expect(corpus.characterCount == corpus.whole.unicodeScalars.count)
        }
    }

    @Test(arguments: padding) func readsLatin1AndWindows1252(padding: Int) async throws {
        #expect(try await decode(Array("caf".utf8) + [0xE9, 10], after: padding) == "café\n")
        let quoted =
            Array("he said ".utf8) + [0x93] + Array("yes".utf8) + [0x94, 0x20, 0x80] + Array("5, fa".utf8) + [0xE7]
        #expect(
            try await decode(quoted + Array("ade and more plain words\n".utf8), after: padding)
                == "he said “yes” €5, façade and more plain words\n")
    }

    @Test(arguments: padding) func replacesBrokenBytesOfUTF8(padding: Int) async throws {
        let valid = Array("größe 値値\n".utf8)
        for (broken, expected) in [
            ([0xFF], "\u{FFFD}"), ([0xE5, 0x80], "\u{FFFD}"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF0, 0x9F, 0x99], "\u{FFFD}"), ([0x81], "\u{FFFD}"),
        ] as [([UInt8], String)] {
            #expect(try await decode(valid + broken + valid, after: padding) == "größe 値値\n\(expected)größe 値値\n")
        }
        #expect(try await decode(valid + [0xE5, 0x80], after: padding) == "größe 値値\n\u{FFFD}")
    }

    @Test(arguments: [false, true], [1, 50_000]) func readsUTF16(bigEndian: Bool, times: Int) async throws {
        let text = String(repeating: "a größe 値 🙂\n", count: times)
        var bytes: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        for unit in text.utf16 {
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            bytes += bigEndian ? [high, low] : [low, high]
        }
        #expect(try await decode(bytes) == text)
        #expect(try await decode(bytes + [0x41]) == text + "\u{FFFD}")
    }

    @Test(arguments: [false, true], [1, 50_000]) func readsUTF32(bigEndian: Bool, times: Int) async throws {
        let text = String(repeating: "a größe 値 🙂\n", count: times)
        var bytes: [UInt8] = bigEndian ? [0, 0, 0xFE, 0xFF] : [0xFF, 0xFE, 0, 0]
        for scalar in text.unicodeScalars {
            let parts = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> ($0 * 8)) }
            bytes += bigEndian ? parts.reversed() : parts
        }
        #expect(try await decode(bytes) == text)
    }

    @Test(arguments: padding.dropFirst()) func dropsAMarkOfUTF8(padding: Int) async throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "é", count: padding / 2)
        try folder.write([0xEF, 0xBB, 0xBF] + Array(text.utf8), to: "a.txt")
        #expect(try await read(".", in: folder).text(at: "a.txt") == text)
    }

    @Test func skipsBinaryFiles() async throws {
        #expect(try await decode([0x61, 0, 0x62]) == nil)
        #expect(try await decode([0x61] + [UInt8](repeating: 0, count: 1_100_000)) == nil)
        #expect(try await decode([0x89] + Array("PNG\r\n".utf8) + [0x1A, 10]) == nil)
        #expect(try await decode(Array("%PDF-1.7\nplain".utf8)) == nil)
        #expect(try await decode([0x1F, 0x8B, 8, 1, 2, 3]) == nil)
        // No NUL and no beginning that is known, but no text either.
        #expect(try await decode((0..<4000).map { UInt8($0 % 255 + 1) }) == nil)
        // A mark of UTF-16 before what is no UTF-16.
        #expect(try await decode([0xFF, 0xFE] + [UInt8](repeating: 0xD8, count: 1000)) == nil)
    }

    @Test(arguments: padding) func replacesANULFarFromTheBeginning(padding: Int) async throws {
        let far = [UInt8](repeating: UInt8(ascii: "y"), count: 9000)
        let text = try await decode(far + [0, UInt8(ascii: "z")], after: padding)
        #expect(text?.hasSuffix("yy\u{FFFD}z") == true)
    }

    @Test func keepsAHugeLine() async throws {
        let line = String(repeating: "0123456789", count: 500_000)
        #expect(try await decode(Array(line.utf8)) == line)
    }
}
