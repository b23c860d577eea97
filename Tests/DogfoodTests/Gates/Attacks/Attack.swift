import Dogfood
import FoundationEssentials

/// A change that tries to be taken though it should not be, and what has to stop it.
struct Attack: Sendable, CustomStringConvertible {
    enum Catch: Sendable, Equatable {
        /// The policy refuses it before anything of it runs.
        case policy
        /// A gate that runs it fails, for one of these reasons.
        case gate(GateName, [GateRecord.Failure])
        /// It may pass, but a person sees that its risk is high.
        case highRisk
    }

    let description: String
    let caught: Catch
    /// A part of what is said of it.
    let reason: String
    /// `HOST` in a text stands for a folder of the machine that the sandbox must not show.
    var files: [String: String?] = [:]
    /// Git commands that change the index after the files were added.
    var git: [[String]] = []
    /// What the finding says, which the commit's message is made of.
    var message = ""

    init(
        _ description: String, _ caught: Catch, because reason: String, _ files: [String: String?] = [:],
        git: [[String]] = [], message: String = ""
    ) {
        self.description = description
        self.caught = caught
        self.reason = reason
        self.files = files
        self.git = git
        self.message = message
    }

    /// The table takes minutes: `RLM_TEST_ATTACKS=1` switches it on, and other values only the rows from that one on.
    static let firstWanted = ProcessInfo.processInfo.environment["RLM_TEST_ATTACKS"].flatMap(Int.init) ?? 0
    static let isWanted = firstWanted > 0

    static let add = "Sources/Sums/Add.swift"
    static let halve = "Sources/Sums/Halve.swift"
    static let addTests = "Tests/SumsTests/AddTests.swift"
    static let oldTests = "Tests/OldTests/OldTests.swift"

    /// `add` with another body.
    static func adding(_ body: String, before: String = "") -> String {
        before + "public func add(_ a: Int, _ b: Int) -> Int {\n    \(body)\n}\n"
    }

    /// A change that breaks `add`, for what is to hide it.
    static let broken = adding("a - b")

    /// A new file of tests.
    static func test(_ body: String, imports: String = "") -> String {
        "\(imports)import Sums\nimport Testing\n\n@Test func another() {\n    \(body)\n}\n"
    }

    /// A file of the fixture with one text in the place of another.
    static func edited(_ path: String, _ text: String, _ other: String) -> String {
        (FixturePackage.files[path] ?? "").replacing(text, with: other)
    }
}
