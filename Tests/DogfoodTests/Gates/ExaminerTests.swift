import Dogfood
import FoundationEssentials
import Testing

@Suite(.enabled(if: FixturePackage.isWanted), .serialized) struct ExaminerTests {
    /// One for all, for its base is built and tested once.
    private static let fixture = Result { try FixturePackage() }

    private func examine(_ changes: [String: String?]) async throws -> [GateRecord] {
        try await Self.fixture.get().examine(changes)
    }

    @Test func letsAnImprovementWithItsTestThrough() async throws {
        let records = try await examine([
            "Sources/Sums/Halve.swift": "public func halve(_ a: Int) -> Int {\n    a >> 1\n}\n",
            "Tests/SumsTests/HalveTests.swift": """
            import Sums
            import Testing

            @Test func halvesDown() { #expect(halve(-3) == -2) }

            """,
        ])
        #expect(
            records.map(\.gate) == [.format, .build, .tests, .ownTests, .revertCheck, .flakes, .benchmark, .coldBuild])
        #expect(!records.contains { $0.outcome == .failed }, "\(records)")
        #expect(record(.tests, records)?.summary == "7 tests as in the base")
        #expect(
            record(.revertCheck, records)?.summary == "1 of 1 new tests fails without the change and passes with it")
        #expect(record(.coldBuild, records)?.log != nil)
        let left = try FileManager.default.contentsOfDirectory(atPath: try Self.fixture.get().state + "/slots")
        #expect(left == [])
    }

    @Test func stopsAChangeThatBreaksATest() async throws {
        let records = try await examine([
            "Sources/Sums/Add.swift": "public func add(_ a: Int, _ b: Int) -> Int {\n    a - b\n}\n"
        ])
        #expect(records.last?.gate == .tests)
        #expect(records.last?.failure == .test)
        #expect(records.last?.feedback?.contains("SumsTests.AddTests/adds()") == true)
        #expect(records.last?.feedback?.contains("OldTests.testAdd") == true)
    }

    @Test func stopsAChangeThatDoesNotBuild() async throws {
        let records = try await examine([
            "Sources/Sums/Add.swift": "public func add(_ a: Int, _ b: Int) -> Int {\n    c\n}\n"
        ])
        #expect(records.last?.failure == .build)
        #expect(records.last?.feedback?.hasPrefix("Sources/Sums/Add.swift:2:5: error: ") == true)
    }

    @Test func seesThatTheTestsEndedEarly() async throws {
        let records = try await examine([
            "Sources/Sums/Add.swift": "import Glibc\n\npublic func add(_ a: Int, _ b: Int) -> Int {\n    exit(0)\n}\n"
        ])
        #expect(records.last?.failure == .truncated)
    }

    @Test func wantsANewTestToFailWithoutTheChange() async throws {
        let records = try await examine([
            "Sources/Sums/Halve.swift": "public func halve(_ a: Int) -> Int {\n    a >> 1\n}\n",
            "Tests/SumsTests/HalveTests.swift":
                "import Sums\nimport Testing\n\n@Test func halves() { #expect(halve(2) == 1) }\n",
        ])
        #expect(records.last?.gate == .revertCheck)
        #expect(records.last?.failure == .test)
    }

    /// Fails each second time that it runs over the same products, with and without a change.
    private static let unsteady = """
        import FoundationEssentials
        import Sums
        import Testing

        @Test func isUnsteady() throws {
            let runs = (try? String(contentsOfFile: ".build/runs", encoding: .utf8)) ?? ""
            try (runs + "x").write(toFile: ".build/runs", atomically: false, encoding: .utf8)
            #expect(runs.count % 2 == add(0, 0))
        }

        """

    @Test func excusesATestThatFailsAsOftenInTheBaseAndNoOther() async throws {
        let fixture = try FixturePackage(adding: ["Tests/SumsTests/UnsteadyTests.swift": Self.unsteady])
        let harmless = try await fixture.examine([
            "Sources/Sums/Halve.swift": FixturePackage.files["Sources/Sums/Halve.swift"]! + "// none\n"
        ])
        #expect(!harmless.contains { $0.outcome == .failed }, "\(harmless)")
        #expect(
            record(.flakes, harmless)?.summary == "not held against the change: SumsTests.isUnsteady() failed 6 of 11 "
                + "runs with the change and 6 of 13 without")
        let breaking = try await fixture.examine([
            "Sources/Sums/Add.swift":
                "public func add(_ a: Int, _ b: Int) -> Int {\n    a == 0 && b == 0 ? 2 : a + b\n}\n"
        ])
        #expect(breaking.last?.gate == .tests)
        #expect(
            breaking.last?.summary.contains("isUnsteady() failed 11 of 11 runs with the change and 6 of 13 without")
                == true, "\(breaking)")
    }

    @Test func judgesAnotherRepositoryByItsCommand() async throws {
        let fixture = try FixturePackage()
        let command = TestCommand.shell("grep -q 'a + b' Sources/Sums/Add.swift && touch made")
        let good = try await fixture.examine(["Sources/Sums/Halve.swift": "// none\n"], command)
        #expect(good.contains { $0.gate == .tests && $0.outcome == .passed && $0.summary.contains("assures less") })
        let bad = try await fixture.examine(["Sources/Sums/Add.swift": "// none\n"], command)
        #expect(bad.last?.failure == .test)
    }

    private func record(_ gate: GateName, _ records: [GateRecord]) -> GateRecord? { records.first { $0.gate == gate } }
}
