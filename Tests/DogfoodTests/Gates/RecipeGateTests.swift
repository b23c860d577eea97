import Dogfood
import FoundationEssentials
import GitStore
import TestSupport
import Testing

/// Recipes that ask what was built of the base, on a package that is really built, and the gates on what they propose.
@Suite(.enabled(if: FixturePackage.isWanted)) struct RecipeGateTests {
    private static let files = [
        "Package.swift": """
        // swift-tools-version: 6.0
        import PackageDescription

        let package = Package(
            name: "Count",
            targets: [
                .target(name: "Bits"), .target(name: "Words", dependencies: ["Bits"]),
                .executableTarget(name: "count", dependencies: ["Words"]),
                .testTarget(name: "WordsTests", dependencies: ["Words"]),
            ])

        """,
        "Sources/Bits/include/bits.h": "int bits(void);\n", "Sources/Bits/bits.c": "int bits(void) { return 8; }\n",
        "Sources/Words/Words.swift": """
        import Bits

        public let size = bits()

        /// The words of a text.
        ///
        ///     words("to be or")
        ///     // 3
        ///     words("not to be") // 3
        public func words(_ text: String) -> Int { text.split(separator: " ").count }

        /// The letters of a text.
        ///
        /// ```swift
        /// letters("to be") // 2
        /// ```
        public func letters(_ text: String) -> Int { text.filter(\\.isLetter).count }

        /// ```
        /// unknown(1) // 2
        /// ```
        public func marks(_ text: String) -> Int { marked(text) }

        func marked(_ text: String) -> Int { text.filter(\\.isPunctuation).count }

        """,
        "Sources/count/main.swift": """
        import Words

        if CommandLine.arguments.contains("--help") {
            print("USAGE: count [--letters] <text>\\n\\nOPTIONS:\\n  --letters  Count letters.\\n  --help     Show this.")
        } else {
            print(words(CommandLine.arguments.dropFirst().joined(separator: " ")))
        }

        """,
        "Tests/WordsTests/WordsTests.swift": """
        import Testing
        import Words

        @Test func knowsTheSize() { #expect(size == 8) }

        """,
        "README.md": "```\n$ swift run count --help\nUSAGE: count <text>\n\nOPTIONS:\n  --help     Show this.\n```\n",
    ]

    private let repository: TemporaryRepository
    private let state: String

    init() throws {
        let folder = try TemporaryFolder()
        repository = try TemporaryRepository(in: folder, "Count")
        for (path, text) in Self.files { try repository.write(text, to: path) }
        state = folder.path("state")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    }

    @Test func findWhatOnlyABuildShows() async throws {
        let base = try #require(GitObjectID(try repository.commit("Begin")))
        let store = try GitRepository.open(at: Array(repository.path.utf8))
        let examiner = Examiner(repository: repository.path, folder: state) { _ in "" }
        let products = try await examiner.products(of: try store.commit(base).tree) { _ in }
        let files = try ProjectFiles(store, base: base)
        let help = try await StaleHelpRecipe { try await products.output(of: $0, $1) }.improvements(in: files)
        #expect(help.map(\.finding.places) == [[.init(path: "README.md", line: 2, quote: "$ swift run count --help")]])
        let tests = try await ExampleTestRecipe {
            products.targets
        } objections: {
            try await products.objections(to: $0)
        }
        .improvements(in: files)
        #expect(tests.map(\.finding.symbols) == [["words"], ["letters"]])
        // What the documentation of `words` says is true, and of `letters` is not.
        for (improvement, failure) in zip(help + tests, [nil, nil, GateRecord.Failure.test]) {
            let candidate = try Candidate.make(improvement.edits, base: base, repository: store)
            let records = await examiner.examine(candidate) { _ in }
            #expect(records.last?.failure == failure, "\(records)")
            #expect(records.last?.gate == (failure == nil ? .coldBuild : .ownTests))
        }
    }
}
