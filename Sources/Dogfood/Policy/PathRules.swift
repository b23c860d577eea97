package import GitStore

/// The patterns of a policy, by which a path gets its class.
package struct PathRules: Sendable {
    private let frozen: Pathspec?
    private let humanOnly: Pathspec?
    private let tests: Pathspec?

    /// Patterns of git, in which letter case does not count.
    package init(frozen: [String], humanOnly: [String], tests: [String]) throws(GitError) {
        self.frozen = try Self.pathspec(frozen + [Policy.path])
        self.humanOnly = try Self.pathspec(humanOnly)
        self.tests = try Self.pathspec(tests)
    }

    private static func pathspec(_ patterns: [String]) throws(GitError) -> Pathspec? {
        patterns.isEmpty ? nil : try Pathspec(patterns.map { $0.lowercased() })
    }

    /// - Parameters:
    ///   - existed: whether the base commit has the file.
    ///   - remains: whether the candidate has it.
    package func pathClass(of path: String, existed: Bool, remains: Bool) -> PathClass {
        let bytes = GitPath(path.lowercased().utf8)
        if frozen?.matches(bytes) == true { return .frozen }
        let isTest = tests?.matches(bytes) == true
        if isTest, !remains { return .frozen }
        if humanOnly?.matches(bytes) == true { return .humanOnly }
        guard isTest else { return .normal }
        return existed ? .humanOnly : .additive
    }

    /// Whether no proposal may change a file that is there.
    package func isFrozen(_ path: String) -> Bool {
        pathClass(of: path, existed: true, remains: true) == .frozen
    }

    package func isTest(_ path: String) -> Bool { tests?.matches(GitPath(path.lowercased().utf8)) == true }
}
