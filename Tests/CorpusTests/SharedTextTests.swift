import Corpus
import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// Large files that come first stay where they are, which must not show in what a corpus holds.
@Suite struct SharedTextTests {
    private static let segment = 1 << 20

    /// A file of `size` bytes that ends in `ending`.
    private func folder(size: Int, ending: [UInt8] = []) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let text = Data(String(repeating: "line\n", count: size / 5 + 1).utf8).prefix(size - ending.count)
        try (text + ending).write(to: URL(filePath: folder.path + "/big.txt"))
        return folder
    }

    private func corpus(_ paths: String..., in folder: TemporaryFolder) async throws -> Corpus {
        try await read(paths.map { .path($0) }, at: folder.path) { $0.leastShared = Self.segment }
    }

    @Test(arguments: [0, 1, 4095]) func holdsWhatACopyWouldHold(extra: Int) async throws {
        let folder = try folder(size: Self.segment + (1 << 16) + extra)
        try folder.write("after\n", to: "small.txt")
        let corpus = try await corpus("big.txt", "small.txt", in: folder)
        let shared = try #require(corpus.text.filePart)
        #expect(shared.range.count == Self.segment + (1 << 16))
        let text = try String(contentsOfFile: folder.path + "/big.txt", encoding: .utf8)
        let end = text.hasSuffix("\n") ? "" : "\n"
        #expect(corpus.whole == "===== big.txt =====\n\(text)\(end)===== small.txt =====\nafter\n")
        #expect(corpus.characterCount == corpus.text.count)
        #expect(corpus.text(at: "big.txt") == text && corpus.text(at: "small.txt") == "after\n")
        #expect(corpus.lineCount(of: corpus.files[0]) == (text.utf8.count + 4) / 5)
        #expect(corpus.lines(819...820, of: corpus.files[0]) == ["line", "line"])
        #expect(corpus.changedFile == nil)
    }

    /// The threads' parts end within characters of two, three and four bytes.
    @Test(arguments: ["é", "値", "😀"], [0, 1, 2, 3]) func countsCharactersAcrossParts(_ unit: String, _ shift: Int)
        async throws
    {
        let count = (2 * Self.segment + 12) / unit.utf8.count
        let folder = try TemporaryFolder()
        let text = String(repeating: "a", count: shift) + String(repeating: unit, count: count)
        try folder.write(text, to: "big.txt")
        let corpus = try await corpus("big.txt", in: folder)
        #expect(corpus.text.filePart != nil)
        #expect(corpus.characterCount == "===== big.txt =====\n".count + shift + count + 1)
    }

    /// What has to be decoded, in whichever part it stands, is copied.
    @Test(
        arguments: [[0xC3], [0xFF, 0x0A], [0xE2, 0x82], [0x80, 0x80, 0x80, 0x80], [0x61, 0x00, 0x62]] as [[UInt8]])
    func copiesWhatIsBroken(ending: [UInt8]) async throws {
        let folder = try folder(size: Self.segment + 2, ending: ending)
        let corpus = try await corpus("big.txt", in: folder)
        #expect(corpus.text.filePart == nil)
        #expect(corpus.characterCount == corpus.whole.unicodeScalars.count)
    }

    @Test func copiesWhatDoesNotComeFirst() async throws {
        let folder = try folder(size: Self.segment + 1)
        try folder.write("before\n", to: "a.txt")
        let corpus = try await corpus("a.txt", "big.txt", in: folder)
        #expect(corpus.text.filePart == nil)
        #expect(corpus.files[1].range.count == Self.segment + 1)
    }

    @Test func tellsOfAFileThatWasChanged() async throws {
        let folder = try folder(size: Self.segment + 100)
        let corpus = try await corpus("big.txt", in: folder)
        #expect(corpus.line(1, of: corpus.files[0]) == "line")
        truncate(folder.path + "/big.txt", 10)
        #expect(corpus.changedFile == "big.txt")
        #expect(corpus.line(100_001, of: corpus.files[0]) == "")
    }
}
