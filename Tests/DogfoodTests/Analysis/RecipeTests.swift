import Dogfood
import Testing

@Suite struct RecipeTests {
    private func tree(_ files: [String: String], kept: [String: String] = [:]) -> ProjectFiles {
        ProjectFiles(files, kept: kept)
    }

    private func mended(_ path: String, in tree: ProjectFiles, by recipe: any Recipe) async throws -> String? {
        try await Edits.text(of: path, in: tree, by: recipe)
    }

    @Test func spellsCommentsAndDocumentsRight() async throws {
        let tree = tree([
            "a.swift": "// They recieve it.\nlet recieve = 1\n",
            "b.swift": "/// An aditional `seperate` one.\nlet b = 1\n",
            "c.swift": "/// A sharable thing recieves.\n/// - parameter seperate: It.\nstruct Recieve {}\n",
            "README.md": "Two seperate parts.\n\n```\nseperate\n```\n\nSee http://x.org/seperate and `seperate`.\n",
        ])
        let recipe = MisspellingRecipe()
        #expect(try await mended("a.swift", in: tree, by: recipe) == nil, "the comment means the name")
        #expect(try await mended("b.swift", in: tree, by: recipe) == "/// An additional `seperate` one.\nlet b = 1\n")
        #expect(try await mended("c.swift", in: tree, by: recipe) == nil, "several of what the code names")
        #expect(
            try await mended("README.md", in: tree, by: recipe)
                == "Two separate parts.\n\n```\nseperate\n```\n\nSee http://x.org/seperate and `seperate`.\n")
    }

    @Test func spellsMessagesRightButNotKeys() async throws {
        let tree = tree(["a.swift": #"let a = "The new adress of \(b["adress"]) is wrong.", c = "adress""# + "\n"])
        #expect(
            try await mended("a.swift", in: tree, by: MisspellingRecipe())
                == #"let a = "The new address of \(b["adress"]) is wrong.", c = "adress""# + "\n")
    }

    @Test func leavesAloneWhatTheProjectDidNotWrite() async throws {
        let text = "// They recieve it.\n"
        let tree = tree(
            ["Tests/ATests/a.swift": text, "b.swift": text, "Sources/C/c.c": text, "Package.swift": text],
            kept: [".github/a.yml": "# They recieve it.\n"])
        let found = try await MisspellingRecipe().improvements(in: tree)
        #expect(found.flatMap(\.finding.places).map(\.path) == ["b.swift"])
    }

    @Test func saysRepeatedWordsOnce() async throws {
        let tree = tree([
            "a.swift": """
            // If the the end is near, or of
            // of the line; the `a` the b. The, the. What that that is.
            let the = the
            """
        ])
        #expect(
            try await mended("a.swift", in: tree, by: RepeatedWordRecipe())
                == """
                // If the end is near, or
                // of the line; the `a` the b. The, the. What that that is.
                let the = the
                """)
    }

    @Test func mendsLinksToFilesThatMoved() async throws {
        let tree = tree([
            "docs/a.md": "[one](old/guide.md#x) [two](b.md) [three](gone.md) [four](https://x.org/guide.md)\n",
            "docs/b.md": "x\n", "manual/guide.md": "x\n",
        ])
        #expect(
            try await mended("docs/a.md", in: tree, by: DeadLinkRecipe())
                == "[one](../manual/guide.md#x) [two](b.md) [three](gone.md) [four](https://x.org/guide.md)\n")
    }

    @Test func removesPrivateDeclarationsThatNothingUses() async throws {
        let tree = tree([
            "a.swift": """
            struct A {
                /// Unused.
                private func dead(_ a: Int) -> Int {
                    a + 1
                }

                private func alive() {}
                @Marked private func marked() {}
                private let stored = 1
                private static let size = 2
                private var computed: Int { 3 }

                func run() { alive() }
            }

            """
        ])
        #expect(
            try await mended("a.swift", in: tree, by: DeadPrivateRecipe())
                == """
                struct A {
                    private func alive() {}
                    @Marked private func marked() {}
                    private let stored = 1

                    func run() { alive() }
                }

                """)
    }

    @Test func removesAllOfAFileAtOnce() async throws {
        let tree = tree(["a.swift": "enum A {\n    private static let a = 1\n\n    private static let b = 2\n}\n"])
        let found = DeadPrivateRecipe().improvements(in: tree)
        #expect(found.map(\.finding.claim) == ["Remove 2 unused private declarations from a.swift: `a`, `b`"])
        #expect(try await mended("a.swift", in: tree, by: DeadPrivateRecipe()) == "enum A {\n}\n")
    }

    @Test func keepsWhatACommentOrAnotherBranchNames() async throws {
        let tree = tree([
            "a.swift": """
            #if os(Windows)
            let x = one()
            #endif
            private func one() {}
            // See two().
            private func two() {}
            private enum CodingKeys { case a }
            #if DEBUG
            private let check: any Sendable = 1
            #endif
            """
        ])
        #expect(try await mended("a.swift", in: tree, by: DeadPrivateRecipe()) == nil)
    }

    @Test func documentsParametersByTheirNames() async throws {
        let tree = tree([
            "a.swift": """
            /// - Parameters:
            ///   - to: where.
            ///   - count: how many.
            func send(to place: [String: Int], count: Int) {}
            /// - Parameter buffer: A buffer to write to.
            func write(headers: Int) {}
            /// - Parameter type: its type.
            func handler<T>(type _: T) {}
            /// - Parameters:
            ///   - limit: how many at most;
            ///     never more than `limit`.
            ///   - body: what is done.
            func each(limit count: Int, body: () -> Void) {}
            """
        ])
        let text = try #require(await mended("a.swift", in: tree, by: ParameterDocRecipe()))
        #expect(text.contains("///   - place: where."))
        #expect(text.contains("- Parameter buffer:"), "its sentence speaks of another thing")
        #expect(text.contains("- Parameter type:"))
        #expect(text.contains("- limit:"), "what is quoted may be another limit")
    }

    @Test func formatsOnlyWhereTheRepositoryHasAFormat() async throws {
        let files = ["a.swift": "struct A {\n  let a = 1\n}\n", "b.swift": "struct B {\n    let b   =   1\n}\n"]
        #expect(try await FormatRecipe().improvements(in: tree(files)).isEmpty)
        let settings = #"{"version": 1, "indentation": {"spaces": 2}}"#
        let good = Dictionary(
            uniqueKeysWithValues: (1...12).map { ("c\($0).swift", "struct C\($0) {\n  let c = 1\n}\n") })
        let tree = tree(files.merging(good) { a, _ in a }.merging([".swift-format": settings]) { a, _ in a })
        #expect(try await mended("a.swift", in: tree, by: FormatRecipe()) == nil)
        #expect(try await mended("b.swift", in: tree, by: FormatRecipe()) == "struct B {\n  let b = 1\n}\n")
    }
}
