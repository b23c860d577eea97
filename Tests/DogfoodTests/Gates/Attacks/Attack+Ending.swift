import Dogfood

/// Ways to end before a test can fail.
extension Attack {
    static let endingEarly = [
        Attack(
            "exit(0) in library code", .gate(.tests, [.truncated]), because: "of the base did not end",
            [add: adding("exit(0)", before: "import Glibc\n\n")]),
        Attack(
            "exit(0) in a static initialiser", .gate(.tests, [.truncated]), because: "of the base did not end",
            [
                add: adding(
                    "a + b + Early.zero",
                    before: "import Glibc\n\nenum Early {\n    static let zero: Int = { exit(0) }()\n}\n\n")
            ]),
        Attack(
            "exit(0) in a new test", .gate(.ownTests, [.truncated]), because: "of the base did not end",
            [addTests.replacing("Add", with: "More"): test("exit(0)", imports: "import Glibc\n")]),
        Attack(
            "exit(0) at the end of the process, after a failure", .gate(.tests, [.test]),
            because: "failed that the base passes",
            [
                add: adding(
                    "if !ends {}\n    return a - b",
                    before: "import Glibc\n\nlet ends: Bool = {\n    atexit { _exit(0) }\n    return true\n}()\n\n")
            ]),
        Attack(
            "killing the process that runs the tests", .gate(.tests, [.truncated]), because: "of the base did not end",
            [add: adding("kill(getppid(), 9)\n    return a + b", before: "import Glibc\n\n")]),
        Attack(
            "a crash", .gate(.tests, [.truncated]), because: "of the base did not end",
            [add: adding("fatalError(\"\\(a)\")")]),
        Attack(
            "an endless loop", .gate(.tests, [.timeout]), because: "it printed nothing for too long",
            [add: adding("while true {}")]),
    ]
}
