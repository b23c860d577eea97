/// Trees that no proposal may make.
extension Attack {
    static let treesAndPaths = [
        Attack(
            "a symbolic link", .policy, because: "it is a symbolic link",
            git: [["update-index", "--add", "--cacheinfo", "120000,BLOB,Sources/Sums/Link.swift"]]),
        Attack(
            "a link in the place of a file", .policy, because: "it is a symbolic link",
            git: [["update-index", "--cacheinfo", "120000,BLOB,\(add)"]]),
        Attack(
            "a submodule", .policy, because: "it is a submodule",
            git: [["update-index", "--add", "--cacheinfo", "160000,COMMIT,Sources/Other"]]),
        Attack(
            "another mode", .policy, because: "whether it is executable may not change",
            git: [["update-index", "--chmod=+x", add]]),
        Attack(
            "a new program", .policy, because: "a new file may not be executable", ["Sources/run.sh": "true\n"],
            git: [["update-index", "--chmod=+x", "Sources/run.sh"]]),
        Attack(
            "a name that differs by case", .policy, because: "some systems cannot tell it from Sources/Sums/Add.swift",
            ["Sources/Sums/ADD.swift": "// other\n"]),
        Attack(
            "the policy", .policy, because: "it is frozen", ["config/dogfood-policy.toml": "[limits]\nfiles = 1000\n"]),
        Attack(
            "the gates", .policy, because: "it is frozen",
            ["Sources/Dogfood/Testing/Results/Oracle.swift": "struct Oracle { let isGreen = true }\n"]),
        Attack("what runs elsewhere", .policy, because: "it is frozen", [".github/workflows/ci.yml": "on: push\n"]),
        Attack("a hook", .policy, because: "it is frozen", [".githooks/pre-commit": "true\n"]),
        Attack("a binary file", .policy, because: "it is binary", ["Sources/Sums/data.bin": "a\0b"]),
        Attack(
            "text that does not show", .policy, because: "characters that do not show",
            [add: adding("a + b // \u{202E}")]),
        Attack(
            "a name that does not show", .policy, because: "characters that do not show",
            ["Sources/Sums/A\u{200B}dd.swift": "// other\n"]),
        Attack("a key", .policy, because: "an AWS key", [add: adding("a + b // AKIAIOSFODNN7EXAMPLE")]),
        Attack("too much", .policy, because: "changed lines", [halve: String(repeating: "// more\n", count: 400)]),
        Attack(
            "too many files", .policy, because: "changed files",
            Dictionary(uniqueKeysWithValues: (0..<12).map { ("Sources/Sums/F\($0).swift", "// more\n") })),
    ]
}
