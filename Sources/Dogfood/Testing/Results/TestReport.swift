import FoundationEssentials

/// Puts together what a test run's processes reported: Swift Testing's event stream and the lines of XCTest.
///
/// An exit status says too little: a test process that ends early by `exit(0)` counts as success, and so does one whose
/// tests were all filtered out, disabled or declared to fail.
struct TestReport {
    private(set) var outcomes: [String: TestOutcome] = [:]
    private(set) var messages: [String: [String]] = [:]
    private(set) var contradictions: [String] = []
    private var functions: Set<String> = []
    private var started: Set<String> = []
    private var ended: Set<String> = []
    private var streamBegan = false
    private var streamEnded = false
    /// How often each test of XCTest was started.
    private var starts: [String: Int] = [:]
    private var classesBegan = false
    private var classesEnded = false

    /// Whether all processes that began said that they were done, and at least one did.
    var isComplete: Bool {
        streamBegan == streamEnded && classesBegan == classesEnded && (streamEnded || classesEnded)
            && functions.isSubset(of: ended.union(skippedFunctions))
    }
    private var skippedFunctions: Set<String> = []

    /// Reads Swift Testing's stream of events, one JSON object a line.
    mutating func add(events: [UInt8]) {
        let decoder = JSONDecoder()
        for line in events.split(separator: 10) {
            guard let record = try? decoder.decode(Record.self, from: Data(line)) else {
                contradictions.append("the event stream holds a line that is no event")
                continue
            }
            if streamEnded { contradictions.append("the event stream goes on after its end") }
            record.kind == "test" ? declare(record.payload) : take(record.payload)
        }
        for test in started.subtracting(ended) where functions.contains(test) { note(Self.name(test), .unfinished) }
    }

    private mutating func declare(_ payload: Payload) {
        guard payload.kind == "function", let id = payload.id else { return }
        if !functions.insert(id).inserted { contradictions.append("\(Self.name(id)) is declared twice") }
    }

    private mutating func take(_ event: Payload) {
        let test = event.testID
        switch event.kind {
        case "runStarted":
            if streamBegan { contradictions.append("the run began twice") }
            streamBegan = true
        case "runEnded": streamEnded = true
        case "testStarted": if let test { started.insert(test) }
        case "testSkipped":
            guard let test, functions.contains(test) else { return }
            skippedFunctions.insert(test)
            note(Self.name(test), .skipped)
        case "testEnded":
            guard let test, functions.contains(test) else { return }
            if !started.contains(test) { contradictions.append("\(Self.name(test)) ended without a start") }
            if !ended.insert(test).inserted { contradictions.append("\(Self.name(test)) ended twice") }
            note(Self.name(test), .passed)
        case "issueRecorded": fail(event)
        default: break
        }
    }

    private mutating func fail(_ event: Payload) {
        let name = event.testID.map { functions.contains($0) ? Self.name($0) : $0 } ?? "(no test)"
        guard event.issue?.isKnown != true else { return note(name, .known) }
        // A warning is no failure.
        guard event.issue?.isFailure != false else { return }
        note(name, .failed)
        messages[name, default: []].append(contentsOf: (event.messages ?? []).map(\.text))
    }

    /// Reads the lines that XCTest prints.
    mutating func add(output: [UInt8]) {
        var running: [String: String] = [:]
        for line in output.split(separator: 10) {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("Test Suite 'All tests' started") {
                classesBegan = true
            } else if text.hasPrefix("Test Suite 'All tests'") {
                classesEnded = true
            } else if let start = text.firstRange(of: "Test Case '") {
                take(case: text[start.upperBound...], &running)
            } else if let start = text.firstRange(of: ": error: ") {
                let parts = text[start.upperBound...].split(separator: " : ", maxSplits: 1)
                if parts.count == 2, let test = running[String(parts[0])] {
                    messages[test, default: []].append(String(parts[1]))
                }
            }
        }
        for test in running.values { note(test, .unfinished) }
    }

    private mutating func take(case text: Substring, _ running: inout [String: String]) {
        let parts = text.split(separator: "' ", maxSplits: 1)
        guard parts.count == 2 else { return }
        let test = String(parts[0])
        let words = parts[1]
        if words.hasPrefix("started") {
            if running[test] != nil { contradictions.append("\(test) started twice") }
            starts[test, default: 0] += 1
            running[test] = RepeatedTest.name(test, count: starts[test, default: 1])
        } else if let outcome = [("passed", TestOutcome.passed), ("failed", .failed), ("skipped", .skipped)]
            .first(where: { words.hasPrefix($0.0) })?.1
        {
            let name = running.removeValue(forKey: test)
            if name == nil { contradictions.append("\(test) ended without a start") }
            note(name ?? test, outcome)
        }
    }

    private mutating func note(_ test: String, _ outcome: TestOutcome) {
        outcomes[test] = outcomes[test]?.worse(outcome) ?? outcome
    }

    /// `Module.Suite/test()` of `Module.Suite/test()/File.swift:3:5`.
    private static func name(_ id: String) -> String {
        guard let slash = id.lastIndex(of: "/"), id[slash...].contains(".swift:") else { return id }
        return String(id[..<slash])
    }

    private struct Record: Decodable {
        var kind: String
        var payload: Payload
    }

    private struct Payload: Decodable {
        struct Issue: Decodable {
            var isKnown: Bool?
            var isFailure: Bool?
        }
        struct Message: Decodable { var text: String }
        var kind: String?
        var id: String?
        var testID: String?
        var issue: Issue?
        var messages: [Message]?
    }
}
