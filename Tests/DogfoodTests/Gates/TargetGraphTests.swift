import Dogfood
import Testing

@Suite struct TargetGraphTests {
    private let graph = TargetGraph(targets: [
        .init(name: "Low", type: "library", path: "Sources/Low"),
        .init(name: "High", type: "library", path: "Sources/High", dependencies: ["Low"]),
        .init(name: "tool", type: "executable", path: "Sources/tool", dependencies: ["High"]),
        .init(name: "LowTests", type: "test", path: "Tests/LowTests", dependencies: ["Low"]),
        .init(name: "ToolTests", type: "test", path: "Tests/ToolTests", dependencies: ["tool"]),
        .init(name: "Inner", type: "library", path: "Sources/High/Inner"),
    ])

    @Test(arguments: [
        (["Sources/Low/a.swift"], ["LowTests", "ToolTests"]), (["Sources/High/a.swift"], ["ToolTests"]),
        (["Sources/High/Inner/a.swift"], []), (["Tests/LowTests/a.swift"], ["LowTests"]),
        (["Sources/tool/main.swift", "Sources/Low/a.swift"], ["LowTests", "ToolTests"]),
    ])
    func reachesWhatDependsOnAFile(paths: [String], tests: [String]) {
        #expect(graph.tests(reachedFrom: paths) == tests)
    }

    @Test func findsTheTestsThatAreNamedAfterATarget() {
        #expect(graph.tests(namedAfter: ["Sources/Low/a.swift", "Sources/Low/b.swift"]) == ["LowTests"])
        #expect(graph.tests(namedAfter: ["Sources/Low/a.swift", "Sources/High/a.swift"]) == nil)
        #expect(graph.tests(namedAfter: ["Sources/Low/a.json"]) == nil)
    }

    @Test(arguments: ["Package.swift", "README.md", "Sources/Low/data.json", "Scripts/a.swift"])
    func cannotTellForAFileOfNoTarget(path: String) {
        #expect(graph.tests(reachedFrom: ["Sources/High/a.swift", path]) == nil)
    }

    @Test func knowsWhereTestsStand() {
        #expect(graph.testPaths.contains("Tests/LowTests/a.swift"))
        #expect(graph.testPaths.contains("Tests/Support/a.swift"))
        #expect(!graph.testPaths.contains("Sources/Low/TestPlan.swift"))
    }
}
