/// Tells the tests of a repository from what they test.
package struct TestPaths: Codable, Sendable, Equatable {
    /// Folders of tests, each ending in `/`.
    package var folders: [String]
    /// Whether folders that are called like tests anywhere hold tests, for repositories that say nothing better.
    package var guesses: Bool

    package init(folders: [String], guesses: Bool) {
        self.folders = folders
        self.guesses = guesses
    }

    private static let names: Set<Substring> = ["test", "tests", "spec", "specs", "__tests__", "testing", "testdata"]

    package func contains(_ path: String) -> Bool {
        if folders.contains(where: { path.hasPrefix($0) }) { return true }
        guard guesses else { return false }
        let parts = path.lowercased().split(separator: "/")
        guard let name = parts.last else { return false }
        let stem = name.prefix { $0 != "." }
        return parts.dropLast().contains(where: Self.names.contains) || stem.hasPrefix("test_")
            || stem.hasSuffix("_test") || name.contains(".test.") || name.contains(".spec.")
    }
}
