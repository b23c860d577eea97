import Corpus
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite struct FootprintTests {
    private let repository: TemporaryRepository

    init() throws {
        repository = try TemporaryRepository()
        try repository.write("one\n", to: "a.txt")
        try repository.write("two\n", to: "sub/b.txt")
        try repository.write("*.log\n", to: ".gitignore")
        try repository.write("", to: "empty/.gitkeep")
        try repository.commit("all")
    }

    /// What was read, once all files are old enough to be told from later ones.
    private func footprint(_ sources: [CorpusSource]? = nil) async throws -> CorpusFootprint {
        try await Task.sleep(for: .milliseconds(60))
        var options = CorpusOptions()
        options.currentFolder = repository.path
        options.tracksChanges = true
        return try #require(try await CorpusBuilder(sources ?? [.path(".")], options: options).build().footprint)
    }

    @Test func holdsWhileNothingHappens() async throws {
        let footprint = try await footprint()
        #expect(footprint.isUnchanged)
        // Neither what ignore rules leave out nor git's own folder is part of the input.
        try repository.write("noise\n", to: ".git/noise")
        #expect(footprint.isUnchanged)
    }

    enum Change: CaseIterable {
        case content, sameSize, added, addedDeep, removed, ignoreRule, exclude, index, folderRenamed
    }

    private func make(_ change: Change) throws {
        switch change {
        case .content: try repository.write("one more\n", to: "a.txt")
        case .sameSize: try repository.write("eno\n", to: "a.txt")
        case .added: try repository.write("new\n", to: "c.txt")
        case .addedDeep: try repository.write("new\n", to: "empty/c.txt")
        case .removed: try FileManager.default.removeItem(atPath: repository.path("sub/b.txt"))
        case .ignoreRule: try repository.write("*.txt\n", to: ".gitignore")
        case .exclude: try repository.write("a.txt\n", to: ".git/info/exclude")
        case .index:
            try repository.write("x\n", to: "kept.log")
            try repository.git("add", "-f", "kept.log")
        case .folderRenamed: rename(repository.path("sub"), repository.path("bus"))
        }
    }

    @Test(arguments: Change.allCases) func seesEachChange(_ change: Change) async throws {
        let footprint = try await footprint()
        try make(change)
        #expect(!footprint.isUnchanged)
    }

    /// A footprint that the kernel is found to speak for.
    private func watched(_ footprint: CorpusFootprint) -> WatchedFootprint {
        let watched = WatchedFootprint(footprint)
        watched.watch()
        #expect(watched.isUnchanged)
        return watched
    }

    @Test(arguments: Change.allCases) func theKernelTellsOfEachChange(_ change: Change) async throws {
        let watched = watched(try await footprint())
        #expect(watched.isUnchanged)
        try make(change)
        #expect(!watched.isUnchanged)
        #expect(!watched.isUnchanged)
    }

    @Test func goesOnAfterWhatChangedNothing() async throws {
        let watched = watched(try await footprint())
        close(open(repository.path("a.txt"), O_RDWR))
        #expect(watched.isUnchanged)
        try make(.content)
        #expect(!watched.isUnchanged)
    }

    @Test func seesWhatIsWrittenUnderAnotherName() async throws {
        link(repository.path("a.txt"), repository.path(".git/other-name"))
        let watched = watched(try await footprint())
        let file = open(repository.path(".git/other-name"), O_WRONLY)
        #expect(write(file, "eno", 3) == 3)
        close(file)
        #expect(!watched.isUnchanged)
    }

    /// That this is seen late shows that the places themselves are not looked at.
    @Test func seesWhatIsWrittenThroughAMappingWhenThatIsClosed() async throws {
        let watched = watched(try await footprint())
        let file = open(repository.path("a.txt"), O_RDWR)
        let mapping = try #require(mmap(nil, 4, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0))
        mapping.storeBytes(of: UInt8(ascii: "O"), as: UInt8.self)
        close(file)
        #expect(watched.isUnchanged)
        munmap(mapping, 4)
        #expect(!watched.isUnchanged)
    }

    @Test func seesAChangedRuleAboveTheFolder() async throws {
        let footprint = try await footprint([.path("sub")])
        #expect(footprint.isUnchanged)
        try repository.write("*.txt\n", to: ".gitignore")
        #expect(!footprint.isUnchanged)
    }

    @Test func seesWhereALinkLeadsNow() async throws {
        symlink(repository.path("a.txt"), repository.path("link"))
        let footprint = try await footprint([.path("link")])
        #expect(footprint.isUnchanged)
        unlink(repository.path("link"))
        symlink(repository.path("sub/b.txt"), repository.path("link"))
        #expect(!footprint.isUnchanged)
    }

    @Test func tellsNothingOfFilesThatHaveJustChanged() async throws {
        try repository.write("just now\n", to: "a.txt")
        var options = CorpusOptions()
        options.currentFolder = repository.path
        options.tracksChanges = true
        let corpus = try await CorpusBuilder([.path(".")], options: options).build()
        #expect(corpus.footprint == nil)
    }

    @Test func aTextStandsInPlaceOfTheFile() async throws {
        var options = CorpusOptions()
        options.currentFolder = repository.path
        for sources: [CorpusSource] in [
            [.path("."), .text(path: "sub/b.txt", text: "unsaved\n")],
            [.text(path: "sub/b.txt", text: "unsaved\n"), .path("sub/b.txt"), .path("a.txt")],
        ] {
            let corpus = try await CorpusBuilder(sources, options: options).build()
            let file = try #require(corpus.file(named: "sub/b.txt"))
            #expect(corpus.contents(of: file) == "unsaved\n")
            #expect(corpus.files.filter { $0.path.hasPrefix("sub/b.txt") }.count == 1)
            #expect(corpus.file(named: "a.txt") != nil)
        }
    }

    @Test func aTextNeedsNoFile() async throws {
        let corpus = try await CorpusBuilder([.text(path: "*scratch*", text: "naïve")]).build()
        #expect(corpus.files.map(\.path) == ["*scratch*"])
        #expect(corpus.contents(of: corpus.files[0]) == "naïve")
    }
}
