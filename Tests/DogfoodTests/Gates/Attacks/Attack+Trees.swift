import Dogfood

/// Trees that no proposal may make.
extension Attack {
    static let treesAndPaths = [
        Attack(
            "a symbolic link", .policy, because: "",
            git: [["update-index", "--add", "--cacheinfo", "120000,BLOB,Sources/Sums/Link.swift"]]),
        Attack(
            "a link in the place of a file", .policy, because: "",
            git: [["update-index", "--cacheinfo", "120000,BLOB,\(add)"]]),
        Attack(
            "a submodule", .policy, because: "",
            git: [["update-index", "--add", "--cacheinfo", "160000,COMMIT,Sources/Other"]]),
        Attack("another mode", .policy, because: "", git: [["update-index", "--chmod=+x", add]]),
        Attack(
            "a new program", .policy, because: "", ["Sources/run.sh": "true\n"],
            git: [["update-index", "--chmod=+x", "Sources/run.sh"]]),
        Attack("a name that differs by case", .policy, because: "", ["Sources/Sums/ADD.swift": "// other\n"]),
        Attack("the policy", .policy, because: "", ["config/dogfood-policy.toml": "[limits]\nfiles = 1000\n"]),
        Attack(
            "the gates", .policy, because: "",
            ["Sources/Dogfood/Testing/Results/Oracle.swift": "struct Oracle { let isGreen = true }\n"]),
        Attack("what runs elsewhere", .policy, because: "", [".github/workflows/ci.yml": "on: push\n"]),
        Attack("a hook", .policy, because: "", [".githooks/pre-commit": "true\n"]),
        Attack("a binary file", .policy, because: "", ["Sources/Sums/data.bin": "a\0b"]),
        Attack("text that does not show", .policy, because: "", [add: adding("a + b // \u{202E}")]),
        Attack("a name that does not show", .policy, because: "", ["Sources/Sums/A\u{200B}dd.swift": "// other\n"]),
        Attack("a key", .policy, because: "", [add: adding("a + b // AKIAIOSFODNN7EXAMPLE")]),
        Attack("too much", .policy, because: "", [halve: String(repeating: "// more\n", count: 400)]),
        Attack(
            "too many files", .policy, because: "",
            Dictionary(uniqueKeysWithValues: (0..<12).map { ("Sources/Sums/F\($0).swift", "// more\n") })),
    ]
}
