import Dogfood
import Testing

@Suite struct ExampleTestRecipeTests {
    private static let graph = TargetGraph(targets: [
        .init(name: "Sums", type: "library", path: "Sources/Sums"),
        .init(name: "SumsTests", type: "test", path: "Tests/SumsTests", dependencies: ["Sums"]),
    ])

    private static let newTests = "import Testing\nimport Sums\n\n@Test func adds() {\n    #expect(add(1, 2) == 3)\n}\n"
    private static let oldTests = """
        // Copyright Ada
        // MIT

        import XCTest
        import Sums

        final class AddTests: XCTestCase {
          func testAdd() { XCTAssertEqual(add(1, 2), 3) }
        }

        """

    /// Which tests come of a function's documentation; nil for none.
    private func test(
        _ documentation: String, of name: String = "half", tests: String = newTests, before: String = "",
        modifier: String = "public ", objections: Set<Int> = []
    ) async throws -> String? {
        let lines = documentation.split(separator: "\n", omittingEmptySubsequences: false).map { "/// \($0)\n" }
            .joined()
        let tree = ProjectFiles([
            "Sources/Sums/Half.swift": before + lines + "\(modifier)func \(name)(_ a: Int) -> Int { a / 2 }\n",
            "Tests/SumsTests/AddTests.swift": tests,
        ])
        let path = "Tests/SumsTests/\(name.prefix(1).uppercased())\(name.dropFirst())DocumentationTests.swift"
        return try await Edits.text(
            of: path, in: tree,
            by: ExampleTestRecipe {
                Self.graph
            } objections: { _ in
                objections
            })
    }

    /// The lines of the test's body.
    private func body(_ code: String) async throws -> [String]? {
        let file = try await test("Half.\n\n```swift\n\(code)\n```")
        return file.map { text in
            text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
        }
    }

    @Test func writesATestAsTheOthersAre() async throws {
        let documentation = "Half.\n\n    let a = half(4)\n    // a == 2\n\nSo it is."
        #expect(
            try await test(documentation) == """
                import Sums
                import Testing

                @Test func halfAsDocumented() {
                    let a = half(4)
                    #expect(a == 2)
                }

                """)
        #expect(
            try await test(documentation, tests: Self.oldTests) == """
                // Copyright Ada
                // MIT

                import Sums
                import XCTest

                final class HalfDocumentationTests: XCTestCase {
                  func testHalfAsDocumented() {
                    let a = half(4)
                    XCTAssertEqual(a, 2)
                  }
                }

                """)
    }

    @Test(arguments: [
        ("half(4) // 2", ["#expect(half(4) == 2)"]), ("half(4) + 1 // => 3", ["#expect((half(4) + 1) == 3)"]),
        ("half(4) // returns 2", ["#expect(half(4) == 2)"]),
        ("let a = half(4) // 2", ["let a = half(4)", "#expect(a == 2)"]),
        (
            "let a = [1, 2].map {\n    half($0)\n}\n// [0, 1]",
            ["let a = [1, 2].map {", "    half($0)", "}", "#expect(a == [0, 1])"]
        ),
        ("var a = half(4)\na += 1\n// a is now 3", ["var a = half(4)", "a += 1", "#expect(a == 3)"]),
        ("print(half(4))\n// Prints \"2\"", ["#expect(String(describing: half(4)) == #\"2\"#)"]),
        ("print(half(4)) // 2", ["#expect(String(describing: half(4)) == #\"2\"#)"]),
        ("assert(half(4) == 2)", ["#expect(half(4) == 2)"]), ("#expect(half(4) == 2)", ["#expect(half(4) == 2)"]),
        ("try half(4) // 2", ["#expect(try half(4) == 2)"]), ("half(-4) // -2", ["#expect(half(-4) == -2)"]),
    ])
    func readsExamples(code: String, lines: [String]) async throws { #expect(try await body(code) == lines) }

    @Test(
        "leaves alone what is no complete example",
        arguments: [
            "half(4)", "half(4) // two", "half(4) // 2 of them", "half(4) // 0.333...", "half(4) // about 2",
            "let a = half(4)\n...\n// a == 2", "half(b) // error: no b", "for a in 0..<2 {\n    print(half(a)) // 0\n}",
            "print(half(4))\n// Prints \"2\"\n// Prints \"3\"", "import Sums\nhalf(4) // 2", "4 / 2 // 2",
            "half(4) /* 2 */", "half(4) // \"two words\" are more",
        ])
    func leavesAlone(code: String) async throws { #expect(try await body(code) == nil) }

    @Test func testsOnlyWhatIsPublicAndUntested() async throws {
        let documentation = "```\nhalf(4) // 2\nadd(4) // 2\n```"
        #expect(try await test(documentation) != nil)
        #expect(try await test(documentation, modifier: "") == nil)
        #expect(try await test(documentation, before: "public extension Int {}\n", modifier: "") == nil)
        #expect(try await test(documentation, before: "public extension Int {\n", modifier: "") != nil)
        #expect(try await test(documentation, of: "add") == nil, "a test names it")
        #expect(try await test("```sh\nhalf(4) // 2\n```") == nil)
        #expect(try await test("- Parameter a: any\n    half(4) // 2") == nil)
    }

    @Test func takesOnlyWhatTheCompilerTakes() async throws {
        let documentation = "```\nhalf(4) // 2\n```\n\n```\nlet a = half(6) // 3\n```"
        #expect(try await test(documentation)?.contains("func halfAsDocumented2()") == true)
        // import, and three lines of the first.
        let second = try #require(try await test(documentation, objections: [3]))
        #expect(second.contains("let a = half(6)") && !second.contains("half(4)"))
        #expect(try await test(documentation, objections: [3, 6]) == nil)
    }
}
