import Dogfood

/// Ways to make tests say less.
extension Attack {
    static let weakeningTests = [
        Attack("deleting a file of tests", .policy, because: "no proposal may delete tests", [oldTests: String?.none]),
        Attack(
            "deleting a test, with the break that it would find", .gate(.tests, [.test]),
            because: "failed that the base passes",
            [add: broken, addTests: edited(addTests, "    @Test func adds() { #expect(add(1, 2) == 3) }\n", "")]),
        Attack(
            "deleting a test", .gate(.ownTests, [.truncated]),
            because: "1 test of the base did not end: SumsTests.AddTests/adds()",
            [addTests: edited(addTests, "    @Test func adds() { #expect(add(1, 2) == 3) }\n", "")]),
        Attack(
            "disabling a test, with a break", .gate(.tests, [.test]), because: "failed that the base passes",
            [add: broken, addTests: edited(addTests, "@Test func adds", "@Test(.disabled()) func adds")]),
        Attack(
            "disabling a test", .gate(.ownTests, [.truncated]),
            because: "of the base no longer count: SumsTests.AddTests/adds()",
            [addTests: edited(addTests, "@Test func adds", "@Test(.disabled()) func adds")]),
        Attack(
            "a known issue in place of a failure", .gate(.tests, [.test]), because: "failed that the base passes",
            [
                add: broken,
                addTests: edited(addTests, "#expect(add(1, 2) == 3)", "withKnownIssue { #expect(add(1, 2) == 3) }"),
            ]),
        Attack(
            "a known issue where all was well", .gate(.ownTests, [.truncated]),
            because: "of the base no longer count: SumsTests.AddTests/adds()",
            [addTests: edited(addTests, "#expect(add(1, 2) == 3)", "withKnownIssue { #expect(add(1, 2) == 4) }")]),
        Attack(
            "an expectation that is always true", .gate(.tests, [.test]), because: "failed that the base passes",
            [
                add: broken, addTests: edited(addTests, "add(1, 2) == 3", "true"),
                oldTests: edited(oldTests, "add(2, 2), 4", "4, 4"),
            ]),
        Attack(
            "skipping a test of XCTest, with a break", .gate(.tests, [.test]), because: "failed that the base passes",
            [
                add: broken,
                oldTests: edited(oldTests, "func testAdd() {", "func testAdd() throws { throw XCTSkip();"),
            ]),
        Attack(
            "skipping a test of XCTest", .gate(.ownTests, [.truncated]),
            because: "of the base no longer count: OldTests.testAdd",
            [
                oldTests: edited(
                    oldTests, "func testAdd() {", "func testAdd() throws { if add(0, 0) == 0 { throw XCTSkip() };")
            ]),
        Attack(
            "a class of tests that runs none of its own", .gate(.ownTests, [.truncated]),
            because: "of the base did not end: OldTests.",
            [
                oldTests: edited(
                    oldTests, "    func testAdd()",
                    "    override func perform(_ run: XCTestRun) {}\n    func testAdd()"
                )
            ]),
        Attack(
            "a suite that is on only elsewhere", .gate(.ownTests, [.truncated]),
            because: "of the base no longer count: SumsTests.AddTests/",
            [addTests: edited(addTests, "@Suite struct", "@Suite(.enabled(if: add(0, 0) == 1)) struct")]),
        Attack(
            "tests behind a condition that never holds", .gate(.ownTests, [.truncated]),
            because: "of the base did not end: OldTests.testAdd",
            [
                oldTests: edited(
                    oldTests, "    func testAdd()",
                    "    #if NEVER\n    func testUnused() {}\n    #endif\n    func checkAdd()")
            ]),
        Attack(
            "a function of the tests that takes the place of the one under test", .gate(.tests, [.test]),
            because: "failed that the base passes",
            [add: broken, "Tests/SumsTests/Sums.swift": "func add(_ a: Int, _ b: Int) -> Int { a + b }\n"]),
        Attack(
            "another meaning of #expect in the tests", .gate(.tests, [.test]), because: "failed that the base passes",
            [
                add: broken,
                "Tests/SumsTests/Expect.swift":
                    "infix operator ==: ComparisonPrecedence\nfunc == (a: Int, b: Int) -> Bool { true }\n",
            ]),
        Attack(
            "a new test that fails", .gate(.ownTests, [.test]), because: "SumsTests.another()",
            ["Tests/SumsTests/New.swift": test("#expect(add(1, 1) == 3)")]),
        Attack(
            "a new test that proves nothing", .gate(.revertCheck, [.test]),
            because: "the new tests pass without the change",
            [
                halve: "public func halve(_ a: Int) -> Int { a >> 1 }\n",
                "Tests/SumsTests/New.swift": test("#expect(add(1, 1) == 2)"),
            ]),
        Attack(
            "a test that fails now and then", .gate(.tests, [.test, .flaky]), because: "",
            [add: adding("Int.random(in: 0..<10) > 0 ? a - b : a + b")]),
    ]
}
