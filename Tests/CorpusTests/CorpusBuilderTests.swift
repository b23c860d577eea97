import Corpus
import Glibc
import Posix
import Synchronization
import TestSupport
import Testing

@Suite struct CorpusBuilderTests {
    @Test func putsAHeaderBeforeEachFileAndANewlineBehindIt() async throws {
        let folder = try TemporaryFolder()
        try folder.write("one\n", to: "a.txt")
        try folder.write("two", to: "b.txt")
        try folder.write("", to: "c.txt")
        try folder.write("four\n", to: "d.txt")
        let corpus = try await read(".", in: folder)
        #expect(
            corpus.whole
                == "===== a.txt =====\none\n===== b.txt =====\ntwo\n===== c.txt =====\n===== d.txt =====\nfour\n")
        #expect(corpus.files.map { corpus.contents(of: $0) } == ["one\n", "two", "", "four\n"])
        #expect(corpus.characterCount == corpus.whole.unicodeScalars.count)
    }

    @Test func keepsTheOrderOfGit() async throws {
        let repository = try TemporaryRepository()
        for name in ["b/z.c", "b.c", "b-c", "B", "a/b/c", "a.b", "a0", "ä", "b/é/x", ".hidden/x"] {
            try repository.write("x", to: name)
        }
        try repository.git("add", "-A")
        let listing = try repository.git("-c", "core.quotePath=off", "ls-files")
        let corpus = try await read([.path(".")], at: repository.path)
        #expect(corpus.paths.joined(separator: "\n") == listing)
    }

    @Test func showsPathsAsTyped() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "src/sub/a.swift")
        for typed in ["src", "src/", "./src", "src/.", ".//src//"] {
            #expect(try await read(typed, in: folder).paths == ["src/sub/a.swift"], "\(typed)")
        }
        #expect(try await read(folder.path("src"), in: folder).paths == [folder.path("src/sub/a.swift")])
        #expect(try await read("src/../src", in: folder).paths == ["src/../src/sub/a.swift"])
        #expect(try await read("./src/sub/a.swift", in: folder).paths == ["src/sub/a.swift"])
    }

    @Test func readsAFileOnceHoweverItIsNamed() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "src/a.swift")
        try folder.write("y", to: "src/b.swift")
        symlink(folder.path("src"), folder.path("same"))
        let corpus = try await read("src/b.swift", "src", "./src/a.swift", folder.path("src"), "same", in: folder)
        #expect(corpus.paths == ["src/b.swift", "src/a.swift"])
    }

    @Test func takesFilesNamedAlthoughIgnoredExcludedOrLarge() async throws {
        let folder = try TemporaryFolder()
        try folder.write("*.log\n", to: ".gitignore")
        try folder.write("ignored\n", to: "a.log")
        try folder.write(String(repeating: "large\n", count: 100), to: "large.txt")
        try folder.write("excluded\n", to: "x.txt")
        let corpus = try await read(".", "a.log", "large.txt", "x.txt", in: folder) {
            $0.exclude = ["x.txt"]
            $0.maximumFileSize = 100
        }
        #expect(corpus.paths == [".gitignore", "large.txt", "a.log", "x.txt"])
    }

    @Test func skipsLargeFilesInFolders() async throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 101), to: "large.txt")
        try folder.write(String(repeating: "x", count: 100), to: "small.txt")
        let corpus = try await read(".", in: folder) { $0.maximumFileSize = 100 }
        #expect(corpus.paths == ["small.txt"])
        #expect(corpus.reason("large.txt") == .tooLarge(bytes: 101))
    }

    @Test func isNotConfusedByLinesThatLookLikeHeaders() async throws {
        let folder = try TemporaryFolder()
        try folder.write("===== b.txt =====\nfake\n", to: "a.txt")
        try folder.write("real\n", to: "b.txt")
        let corpus = try await read(".", in: folder)
        #expect(corpus.text(at: "a.txt") == "===== b.txt =====\nfake\n")
        #expect(corpus.text(at: "b.txt") == "real\n")
    }

    @Test func takesWhatThePatternsSay() async throws {
        let folder = try TemporaryFolder()
        for name in ["src/a.swift", "src/gen/b.swift", "src/c.md", "docs/d.md", "e.swift"] {
            try folder.write("x", to: name)
        }
        func paths(_ typed: String, include: [String] = [], exclude: [String] = []) async throws -> [String] {
            try await read(typed, in: folder) { ($0.include, $0.exclude) = (include, exclude) }.paths
        }
        #expect(try await paths(".", include: ["*.swift"]) == ["e.swift", "src/a.swift", "src/gen/b.swift"])
        #expect(try await paths(".", include: ["*.swift"], exclude: ["src/gen"]) == ["e.swift", "src/a.swift"])
        #expect(try await paths("src", exclude: ["gen"]) == ["src/a.swift", "src/c.md"])
        #expect(try await paths("src", exclude: ["src/gen/*"]) == ["src/a.swift", "src/c.md"])
        #expect(try await paths(folder.path("src"), include: ["**/*.md"]) == [folder.path("src/c.md")])
        #expect(try await paths(".", include: ["docs", "e.*"]) == ["docs/d.md", "e.swift"])
    }

    @Test func readsManyFilesInOrderOnSeveralThreads() async throws {
        let folder = try TemporaryFolder()
        let names = (0..<300).map { "f\(1000 + $0).txt" }
        for (index, name) in names.enumerated() {
            // Some are too large for a block, some are no text.
            let count = index % 50 == 7 ? 1 << 21 : index
            try folder.write([UInt8](repeating: index % 40 == 9 ? 0 : UInt8(ascii: "a"), count: count), to: name)
        }
        let corpus = try await read(".", in: folder)
        let texts = names.indices.filter { $0 % 40 != 9 }
        #expect(corpus.paths == texts.map { names[$0] })
        #expect(corpus.files.map(\.range.count) == texts.map { $0 % 50 == 7 ? 1 << 21 : $0 })
        #expect(corpus.skipped.map(\.path) == names.indices.filter { $0 % 40 == 9 }.map { names[$0] })
        #expect(corpus.characterCount == corpus.text.count)
    }

    @Test func tellsHowFarItIs() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<10 { try folder.write("12345", to: "\(index).txt") }
        let last = Mutex<CorpusProgress?>(nil)
        var options = CorpusOptions()
        options.currentFolder = folder.path
        _ = try await CorpusBuilder([.path(".")], options: options) { progress in last.withLock { $0 = progress } }
            .build()
        #expect(last.withLock { $0?.filesSeen } == 10)
        #expect(last.withLock { $0?.bytesRead } == 50)
    }

    @Test(.timeLimit(.minutes(1))) func stopsWhenCancelled() async throws {
        let folder = try TemporaryFolder()
        // A pipe that is held open and stays empty.
        mkfifo(folder.path("pipe"), 0o600)
        let holder = open(folder.path("pipe"), O_RDWR | O_CLOEXEC)
        defer { close(holder) }
        let task = Task { try await read("pipe", in: folder) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CorpusError.cancelled) { try await task.value }
    }

    @Test func refusesMoreThanItMayTake() async throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 5000), to: "a.txt")
        await #expect(throws: CorpusError.tooLarge(limit: 4096)) {
            try await read(".", in: folder) { $0.maximumSize = 4096 }
        }
    }

    @Test func saysThatTheSystemGivesNoMemory() async throws {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.write(String(repeating: "x", count: 100_000), to: "a.txt")
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 50_000, rlim_max: 50_000)
            setrlimit(__rlimit_resource_t(1), &limit)
            guard case .memory(let error) = await failure([.path(".")], at: folder.path) else { exit(1) }
            if error.code != EFBIG { exit(2) }
        }
    }
}
