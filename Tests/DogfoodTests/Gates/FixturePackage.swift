import Dogfood
import FoundationEssentials
import GitStore
import TestSupport
import Testing

/// A small Swift package in a repository, with tests of both kinds, and candidates that are made of it.
struct FixturePackage: Sendable {
    /// Building it takes a while, so the suites that do are switched on by `RLM_TEST_GATES=1`.
    static let isWanted = ProcessInfo.processInfo.environment["RLM_TEST_GATES"] == "1"

    let folder: TemporaryFolder
    let repository: TemporaryRepository
    let base: GitObjectID
    let baseTree: GitObjectID
    let state: String

    static let files = [
        "Package.swift": """
        // swift-tools-version: 6.0
        import PackageDescription

        let package = Package(
            name: "Fixture",
            targets: [
                .target(name: "Sums"), .testTarget(name: "SumsTests", dependencies: ["Sums"]),
                .testTarget(name: "OldTests", dependencies: ["Sums"]),
                .testTarget(name: "OtherTests", dependencies: ["Sums"]),
            ])

        """,
        "Sources/Sums/Add.swift": """
        public func add(_ a: Int, _ b: Int) -> Int {
            a + b
        }

        """,
        "Sources/Sums/Halve.swift": """
        /// Half of a number, rounded down.
        public func halve(_ a: Int) -> Int {
            a / 2
        }

        """,
        "Tests/SumsTests/AddTests.swift": """
        import Sums
        import Testing

        @Suite struct AddTests {
            @Test func adds() { #expect(add(1, 2) == 3) }
            @Test(arguments: [1, 2, 3]) func addsNothing(to number: Int) { #expect(add(number, 0) == number) }
            @Test(.disabled("for later")) func sleeps() {}
        }

        @Test func halvesEven() { #expect(halve(4) == 2) }

        """,
        // XCTest's lines name a class without its module.
        "Tests/OtherTests/OldTests.swift": """
        import Sums
        import XCTest

        final class OldTests: XCTestCase {
            func testAdd() { XCTAssertEqual(add(0, 2), 2) }
        }

        """,
        "Tests/OldTests/OldTests.swift": """
        import Sums
        import XCTest

        final class OldTests: XCTestCase {
            func testAdd() { XCTAssertEqual(add(2, 2), 4) }
            func testHalve() { XCTAssertEqual(halve(6), 3) }
        }

        """,
    ]

    /// - Parameter more: files beside the usual ones.
    init(adding more: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        repository = try TemporaryRepository(in: folder, "Fixture")
        for (name, text) in Self.files.merging(more, uniquingKeysWith: { $1 }) { try repository.write(text, to: name) }
        let commit = try repository.commit("Begin")
        let store = try GitRepository.open(at: Array(repository.path.utf8))
        base = try #require(GitObjectID(commit))
        baseTree = try store.commit(base).tree
        state = folder.path("state")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    }

    func examiner(_ command: TestCommand = .swift) -> Examiner {
        Examiner(repository: repository.path, folder: state, command: command) { [folder] bytes in
            try folder.write(bytes, to: "logs/\(bytes.count)")
        }
    }

    /// A candidate that gives files other contents; nil deletes one.
    /// - Parameter git: commands that change the index then; `BLOB` and `COMMIT` in them stand for some of each.
    func candidate(_ changes: [String: String?], git: [[String]] = []) throws -> Candidate {
        for (path, text) in changes {
            if let text {
                try repository.write(text, to: path)
            } else {
                try FileManager.default.removeItem(atPath: repository.path(path))
            }
        }
        try repository.git("add", "-A")
        let blob = try repository.git("rev-parse", "HEAD:Package.swift")
        for command in git {
            let words = command.map { $0.replacing("BLOB", with: blob).replacing("COMMIT", with: "\(base)") }
            try repository.git(words)
        }
        let tree = try repository.git("write-tree")
        try repository.git("reset", "-q", "--hard")
        return Candidate(
            base: base, baseTree: baseTree, tree: try #require(GitObjectID(tree)),
            changes: changes.keys.sorted().map { path in
                FileChange(
                    path: path, before: Self.files[path].map { Array($0.utf8) },
                    after: changes[path].flatMap { $0 }.map { Array($0.utf8) })
            })
    }

    /// The gates before those that run something.
    func checker() throws -> ChangeChecker {
        let place = Array(repository.path.utf8)
        let policy = try Policy(base: base, repository: try GitRepository.open(at: place))
        return ChangeChecker(place: place, base: base, policy: policy)
    }

    /// What the gates say of such a candidate.
    func examine(_ changes: [String: String?], _ command: TestCommand = .swift) async throws -> [GateRecord] {
        await examiner(command).examine(try candidate(changes)) { _ in }
    }
}
