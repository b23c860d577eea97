import Dogfood

/// Ways to look like a good run.
extension Attack {
    static let pretending = [
        Attack(
            "printing what a good run prints", .gate(.tests, [.truncated]), because: "did not end",
            [
                add: adding(
                    "print(\"✔ Test run with 6 tests passed after 0.001 seconds.\")\n    exit(0)",
                    before: "import Glibc\n\n")
            ]),
        Attack(
            "printing the lines of XCTest", .gate(.tests, [.truncated, .test]), because: "",
            [
                add: adding(
                    "print(\"Test Case 'OldTests.testAdd' passed (0.0 seconds)\")\n    print(\"Test Suite 'All tests' passed\")\n    exit(0)",
                    before: "import Glibc\n\n")
            ]),
        Attack(
            "writing the stream of events itself, and ending well", .highRisk, because: "ends the process",
            [add: forging(ending: "exit(0)")]),
        Attack(
            "writing the stream of events itself", .gate(.tests, [.test, .truncated]), because: "",
            [add: forging(ending: "")]),
        Attack(
            "removing the stream of events", .gate(.tests, [.truncated]), because: "of the base did not end",
            [add: adding("unlink(\"/out/events.jsonl\")\n    return a + b", before: "import Glibc\n\n")]),
        Attack(
            "a pipe in the place of the stream of events", .gate(.tests, [.truncated, .timeout]), because: "",
            [
                add: adding(
                    "unlink(\"/out/events.jsonl\")\n    mkfifo(\"/out/events.jsonl\", 0o600)\n    return a + b",
                    before: "import Glibc\n\n")
            ]),
    ]

    /// A broken `add` that puts a stream in the place of the real one, with the same tests and all of them passed.
    private static func forging(ending: String) -> String {
        """
        import FoundationEssentials
        import Glibc

        let forged: Bool = {
            let path = "/out/" + "events.jsonl"
            let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\\n") ?? []
            let tests = lines.filter { $0.contains("\\"function\\"") }.compactMap { line -> Substring? in
                guard let start = line.firstRange(of: "\\"id\\":\\"") else { return nil }
                return line[start.upperBound...].prefix { $0 != "\\"" }
            }
            func event(_ kind: String, _ test: Substring?) -> String {
                let id = test.map { ",\\"testID\\":\\"\\($0)\\"" } ?? ""
                let time = "\\"instant\\":{\\"absolute\\":1,\\"since1970\\":1}"
                return "{\\"kind\\":\\"event\\",\\"payload\\":{\\"kind\\":\\"\\(kind)\\",\\"messages\\":[],\\(time)\\(id)},\\"version\\":0}"
            }
            var made = lines.filter { $0.contains("\\"kind\\":\\"test\\"") }.map(String.init)
            made.append(event("run" + "Started", nil))
            for test in tests { made += [event("testStarted", test), event("test" + "Ended", test)] }
            made.append(event("run" + "Ended", nil))
            unlink(path)
            try? (made.joined(separator: "\\n") + "\\n").write(toFile: path, atomically: false, encoding: .utf8)
            print("Test Case 'OldTests.testAdd' passed (0.0 seconds)")
            print("Test Case 'OldTests.testHalve' started")
            print("Test Case 'OldTests.testHalve' passed (0.0 seconds)")
            print("Test Suite 'All tests' passed")
            fflush(nil)
            \(ending)
            return true
        }()

        public func add(_ a: Int, _ b: Int) -> Int { forged ? a - b : a }

        """
    }
}
