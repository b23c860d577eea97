import Dogfood
import Testing

@Suite struct EditBlocksTests {
    private let block = "<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n"
    private let edit = Edit(path: "a/b.swift", kind: .replace(search: "old\n", replacement: "new\n"))

    @Test(arguments: [
        "a/b.swift\n{}", "`a/b.swift`\n{}", "**a/b.swift**\n\n{}", "### a/b.swift\n{}", "File: a/b.swift\n{}",
        "./a/b.swift:\n{}", "I change `a/b.swift` so:\n{}", "1 done.\n\na/b.swift\n```swift\n{}```\n",
        "```swift a/b.swift\n{}```", "```\na/b.swift\n{}```\nand talk", "### File: `a/b.swift`\n```swift\n{}```",
        "<think>x.swift\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n</think>\na/b.swift\n{}",
        "- **a/b.swift**:\n{}", "a/b.swift\n{}\n\nThe same again:\na/b.swift\n{}",
    ])
    func findsThePath(form: String) throws {
        #expect(try EditBlocks.parse(form.replacing("{}", with: block)) == [edit])
    }

    @Test func readsThePathOnTheMarkerAndCarriageReturns() throws {
        let text = "<<<<<<< SEARCH a/b.swift\nold\n=======\nnew\n>>>>>>> REPLACE"
        #expect(try EditBlocks.parse(text) == [edit])
        #expect(try EditBlocks.parse("a/b.swift\n" + block.replacing("\n", with: "\r\n")) == [edit])
        #expect(try EditBlocks.parse("Makefile\n" + block).map(\.path) == ["Makefile"])
        #expect(try EditBlocks.parse("a/System Calls/b c.swift\n" + block).map(\.path) == ["a/System Calls/b c.swift"])
        #expect(try EditBlocks.parse("Now a/b.swift, where `x.y()` is called:\n" + block) == [edit])
    }

    @Test func aBlockWithoutAPathBelongsToTheFileBefore() throws {
        let more = block.replacing("old", with: "older")
        #expect(
            try EditBlocks.parse("a/b.swift\n\(block)\nAnd there:\n\(more)").map(\.path) == ["a/b.swift", "a/b.swift"])
        #expect(try EditBlocks.parse("a/b.swift\n\(block)\nc.txt\n\(more)").map(\.path) == ["a/b.swift", "c.txt"])
    }

    @Test func readsWholeFilesAndDeletions() throws {
        let reply = """
            README.md
            <<<<<<< WHOLE
            # Title
            ```swift
            let x = 1
            ```
            >>>>>>> WHOLE

            old.txt
            <<<<<<< DELETE
            >>>>>>> DELETE

            `older.txt`
            <<<<<<< DELETE
            """
        #expect(
            try EditBlocks.parse(reply) == [
                Edit(path: "README.md", kind: .whole("# Title\n```swift\nlet x = 1\n```\n")),
                Edit(path: "old.txt", kind: .delete), Edit(path: "older.txt", kind: .delete),
            ])
    }

    @Test func longerMarkersHoldShorterOnes() throws {
        let inner = "a\n=======\nb\n>>>>>>> REPLACE\n"
        let reply = "x.md\n<<<<<<<<< SEARCH\n\(inner)=========\nc\n>>>>>>>>> REPLACE\n"
        #expect(try EditBlocks.parse(reply) == [Edit(path: "x.md", kind: .replace(search: inner, replacement: "c\n"))])
    }

    @Test(arguments: [
        ("nothing but talk", "it has no edit block"),
        ("a.swift\n<<<<<<< SEARCH\nold\n=======\nnew\n", "has no end"),
        (
            "a.swift\n<<<<<<< SEARCH\nold\n=======\nnew\nb.swift\n<<<<<<< SEARCH\no\n=======\nn\n>>>>>>> REPLACE",
            "has no end"
        ),
        ("a.swift\n<<<<<<< SEARCH\nold\n>>>>>>> REPLACE\n", "no line ======="),
        ("a.swift\n<<<<<<< SEARCH\na\n=======\nb\n=======\nc\n>>>>>>> REPLACE\n", "2 lines ======="),
        ("a.swift\n<<<<<<< DELETE\nAnd this:\n<<<<<<< WHOLE\nnew\n>>>>>>> WHOLE\n", "has no path"),
        ("Here it is!\n<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n", "has no path"),
    ])
    func saysWhatCannotBeRead(reply: String, reason: String) {
        let error = #expect(throws: EditError.self) { try EditBlocks.parse(reply) }
        #expect(error?.feedback.contains(reason) == true, "\(String(describing: error))")
    }
}
