// swift-tools-version: 6.2
import PackageDescription

/// The layers, lowest first, as `.ci/layers` checks them: a target imports only what stands above it here.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

func swiftTarget(
    _ name: String, in folder: String = "", _ dependencies: [Target.Dependency], resources: [Resource] = [],
    exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(folder)\(name)", exclude: exclude,
        resources: resources, swiftSettings: strict)
}

func testTarget(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", exclude: exclude,
        swiftSettings: strict)
}

func systemLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let prompts: [Resource] = ["root", "root-compact", "sub-model", "direct", "last-turn"].map {
    .embedInCode("../../prompts/\($0).md")
}

let dogfoodPrompts: [Resource] = ["analyse", "draft"].map { .embedInCode("../../prompts/dogfood-\($0).md") }

let peers: [Resource] = ["peer", "rlms", "dspy", "recursive_llm"].map { .embedInCode("Peers/\($0).py") }

let package = Package(
    name: "rlm",
    products: [
        .executable(name: "rlm", targets: ["rlm"]),
        .executable(name: "rlm-dogfood", targets: ["rlm-dogfood"]),
        .executable(name: "rlm-repl", targets: ["rlm-repl"]),
    ],
    targets: [
        // System: C libraries and their Swift owners.
        systemLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        systemLibrary("CGit2", pkgConfig: "libgit2", apt: "libgit2-dev"),
        systemLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemLibrary("CSeccomp", pkgConfig: "libseccomp", apt: "libseccomp-dev"),
        .systemLibrary(name: "CTerminfo", path: "Sources/System/CTerminfo", providers: [.apt(["libncurses-dev"])]),
        systemLibrary("CPythonSystem", pkgConfig: "python3-embed", apt: "libpython3-dev"),
        .target(
            name: "CPosix", dependencies: ["CSeccomp"], path: "Sources/System/CPosix",
            cSettings: [.define("_GNU_SOURCE")]),
        .target(
            name: "CLineEdit", path: "Sources/System/CLineEdit", linkerSettings: [.linkedLibrary("edit")]),
        .target(
            name: "CDiagnostics", path: "Sources/System/CDiagnostics", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CToml", path: "Sources/System/CToml"),
        .target(name: "CPython", dependencies: ["CPythonSystem"], path: "Sources/System/CPython"),
        swiftTarget("Posix", in: "System/", ["CPosix"]),
        swiftTarget("JSON", in: "System/", []),
        swiftTarget("HTTPTransport", in: "System/", ["CCurl", "Posix"]),
        swiftTarget("GitStore", in: "System/", ["CGit2"]),
        swiftTarget("SQLiteStore", in: "System/", ["CSQLite"]),
        swiftTarget("CompilerDiagnostics", in: "System/", ["CDiagnostics"]),
        swiftTarget("Hashing", in: "System/", ["CCrypto"]),
        // The product, lowest layer first.
        swiftTarget("Configuration", ["CToml", "Posix"], resources: [.embedInCode("../../config/default.toml")]),
        swiftTarget(
            "LanguageModels", ["HTTPTransport", "JSON", "Posix", "Configuration"],
            resources: [.embedInCode("../../config/prices.toml")]),
        swiftTarget("ReplyCache", ["LanguageModels", "SQLiteStore", "Hashing", "Posix"]),
        swiftTarget("Corpus", ["GitStore", "Hashing", "Posix", "CPosix"]),
        swiftTarget("REPL", ["Posix", "Corpus"]),
        .target(name: "WorkerPython", path: "Sources/REPLWorker/Python", exclude: ["rlm_worker"]),
        swiftTarget("REPLWorker", ["CPython", "CPosix", "Posix", "WorkerPython"], exclude: ["Python"]),
        swiftTarget("RLMEngine", ["LanguageModels", "ReplyCache", "Hashing", "Corpus", "REPL"], resources: prompts),
        swiftTarget(
            "Bridge", ["JSON", "Posix"], exclude: ["PROTOCOL.md", "protocol.schema.json", "session.txt"]),
        swiftTarget(
            "Benchmark", ["Bridge", "HTTPTransport", "JSON", "Posix"], resources: peers, exclude: ["Peers/README.md"]),
        swiftTarget(
            "Dogfood",
            [
                "Posix", "CompilerDiagnostics", "GitStore", "Hashing", "Configuration", "LanguageModels", "Corpus",
                "RLMEngine",
            ], resources: [.embedInCode("../../config/dogfood-policy.toml")] + dogfoodPrompts),
        swiftTarget(
            "Commands",
            [
                "Benchmark", "Bridge", "Configuration", "Dogfood", "LanguageModels", "ReplyCache", "Corpus", "REPL",
                "RLMEngine", "Posix", "JSON", "Hashing", "HTTPTransport", "GitStore", "CTerminfo", "CLineEdit",
            ]),
        swiftTarget(
            "DogfoodCommands",
            [
                "Bridge", "Commands", "Dogfood", "Configuration", "Corpus", "RLMEngine", "Posix", "JSON", "GitStore",
            ]),
        .executableTarget(name: "rlm", dependencies: ["Commands"], path: "Sources/rlm", swiftSettings: strict),
        .executableTarget(
            name: "rlm-dogfood", dependencies: ["Commands", "DogfoodCommands"], path: "Sources/rlm-dogfood",
            swiftSettings: strict),
        .executableTarget(
            name: "rlm-repl", dependencies: ["REPLWorker"], path: "Sources/rlm-repl", swiftSettings: strict),
        // A mock of OpenAI's protocol and a plain libcurl client, to measure and test against; optimised in every build.
        .executableTarget(
            name: "rlm-mock-server", dependencies: ["CCurl"], path: "Sources/rlm-mock-server",
            cSettings: [.define("_GNU_SOURCE"), .unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])],
            linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "TestSupport", dependencies: ["LanguageModels", "Corpus", "JSON", "Posix"], path: "Tests/TestSupport",
            swiftSettings: strict),
        testTarget("ConfigurationTests", ["Configuration"]),
        testTarget("BenchmarkTests", ["Benchmark", "Posix"]),
        testTarget(
            "CommandsTests",
            [
                "Bridge", "Commands", "Configuration", "Corpus", "JSON", "LanguageModels", "REPL", "RLMEngine", "Posix",
                "rlm", "rlm-dogfood", "rlm-mock-server", "rlm-repl",
            ], exclude: ["HTTP2", "MCP/Client"]),
        testTarget(
            "DogfoodTests",
            [
                "Bridge", "Commands", "Corpus", "Dogfood", "DogfoodCommands", "GitStore", "LanguageModels", "Posix",
                "JSON", "REPL", "RLMEngine", "rlm", "rlm-dogfood", "rlm-repl",
            ]),
        testTarget("PosixTests", ["Posix"]),
        testTarget("EmacsTests", ["Posix"]),
        testTarget("JSONTests", ["JSON"]),
        testTarget("BridgeTests", ["Bridge", "JSON", "Posix"]),
        testTarget("GitStoreTests", ["GitStore"]),
        testTarget("SQLiteStoreTests", ["SQLiteStore"]),
        testTarget("ReplyCacheTests", ["ReplyCache", "LanguageModels", "Hashing", "SQLiteStore", "Posix"]),
        testTarget("CorpusTests", ["Corpus", "Posix"]),
        testTarget("HTTPTransportTests", ["HTTPTransport"]),
        testTarget("MockServerTests", ["HTTPTransport", "Posix", "rlm-mock-server"]),
        testTarget("REPLTests", ["REPL", "REPLWorker", "Corpus", "Posix", "rlm-repl"], exclude: ["Programs"]),
        testTarget("REPLWorkerTests", ["Posix"], exclude: ["Python"]),
        testTarget(
            "RLMEngineTests", ["RLMEngine", "LanguageModels", "ReplyCache", "Hashing", "Corpus", "REPL", "rlm-repl"]),
        testTarget(
            "LanguageModelsTests", ["LanguageModels", "HTTPTransport", "Configuration", "Posix"], exclude: ["LiteLLM"]),
    ],
    cxxLanguageStandard: .cxx17
)
