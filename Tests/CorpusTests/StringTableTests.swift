import Corpus
import Posix
import TestSupport
import Testing

@Suite struct StringTableTests {
    private static let long = 300_000

    /// Characters of one to four bytes in runs of all lengths, so that pieces end within them.
    private static func text(_ characters: [Unicode.Scalar]) -> String {
        var text = ""
        var (length, place) = (1, 0)
        while text.utf8.count < long {
            text.unicodeScalars.append(contentsOf: repeatElement(characters[place % characters.count], count: length))
            (length, place) = (length % 61 + 1, place + 1)
        }
        return text
    }

    private func characters(_ entry: StringTable.Entry, _ table: StringTable) throws -> [UInt32] {
        let memory = try #require(table.memory)
        return memory.withBytes { bytes in
            (0..<entry.characterCount).map { number in
                switch entry.width {
                case .ascii, .latin1: UInt32(bytes[entry.offset + number])
                case .twoBytes:
                    UInt32(bytes.load(fromByteOffset: entry.offset + 2 * number, as: UInt16.self))
                case .fourBytes: bytes.load(fromByteOffset: entry.offset + 4 * number, as: UInt32.self)
                }
            }
        }
    }

    @Test(arguments: [
        (["a", "é"], StringWidth.latin1), (["a", "ÿ", "\u{80}"], .latin1), (["é", "Ā"], .twoBytes),
        (["a", "é", "€", "\u{FFFF}"], .twoBytes), (["a", "é", "値", "😀"], .fourBytes), (["\u{10FFFF}"], .fourBytes),
    ])
    func writesEachCharacterAsOneUnit(characters: [Unicode.Scalar], width: StringWidth) throws {
        let text = Self.text(characters)
        let corpus = try Corpus(text: text, path: "a")
        let table = try corpus.stringTable()
        #expect(table.entries.map(\.range) == [corpus.files[0].range, 0..<corpus.text.count])
        let expected = [text, corpus.text.withBytes { String(decoding: $0, as: UTF8.self) }]
        for (entry, text) in zip(table.entries, expected) {
            #expect(entry.width == width)
            #expect(try self.characters(entry, table) == text.unicodeScalars.map(\.value))
        }
    }

    @Test func takesASCIIFromTheTextItself() throws {
        let corpus = try Corpus(files: [("a", Self.text(["a", "b"])), ("short", "x"), ("b", Self.text(["c"]))])
        let table = try corpus.stringTable()
        #expect(table.memory == nil)
        #expect(table.entries.map(\.range) == [0..<corpus.text.count, corpus.files[0].range, corpus.files[2].range])
        #expect(table.entries.allSatisfy { $0.width == .ascii && $0.offset == $0.range.lowerBound })
    }

    @Test func keepsEachFileAtItsOwnWidth() throws {
        let texts = [["a"], ["a", "é"], ["a", "値"], ["é", "😀"]].map { Self.text($0) }
        let paths = ["a", "b", "pfad/é", "d"]
        let corpus = try Corpus(files: Array(zip(paths, texts)) + [("short", "€")])
        let table = try corpus.stringTable()
        let byRange = Dictionary(uniqueKeysWithValues: table.entries.map { ($0.range, $0) })
        #expect(byRange[0..<corpus.text.count]?.width == .fourBytes)
        for (file, width) in zip(corpus.files, [StringWidth.ascii, .latin1, .twoBytes, .fourBytes]) {
            let entry = try #require(byRange[file.range])
            #expect(entry.width == width)
            if width == .ascii { continue }
            #expect(try characters(entry, table) == corpus.contents(of: file).unicodeScalars.map(\.value))
        }
        #expect(byRange[corpus.files[4].range] == nil)
        #expect(byRange.count == 5)
    }

    @Test func hasNothingForShortTexts() throws {
        let table = try Corpus(files: [("a", "größe"), ("b", "x")]).stringTable()
        #expect(table.entries.isEmpty && table.memory == nil)
    }
}
