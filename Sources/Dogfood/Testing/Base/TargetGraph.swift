/// The targets of a Swift package, as `swift package describe` names them.
package struct TargetGraph: Codable, Sendable, Equatable {
    package struct Target: Codable, Sendable, Equatable {
        package var name: String
        package var type: String
        package var path: String
        /// Other targets of the package that it is built with.
        package var dependencies: [String]?

        package init(name: String, type: String, path: String, dependencies: [String]? = nil) {
            self.name = name
            self.type = type
            self.path = path
            self.dependencies = dependencies
        }

        private enum CodingKeys: String, CodingKey {
            case name, type, path
            case dependencies = "target_dependencies"
        }
    }

    package var targets: [Target]

    package init(targets: [Target]) {
        self.targets = targets
    }

    /// The folders of the test targets, and `Tests` with all that stands beside them.
    package var testPaths: TestPaths {
        let folders = targets.filter { $0.type == "test" }.map { "\($0.path)/" }
        return TestPaths(folders: Array(Set(folders + ["Tests/"])).sorted(), guesses: false)
    }

    /// The test targets that changes of some files can reach; nil when that cannot be told, as of a file of no target.
    package func tests(reachedFrom paths: [String]) -> [String]? {
        guard var reached = owners(of: paths) else { return nil }
        var count = 0
        while count != reached.count {
            count = reached.count
            for target in targets where !reached.isDisjoint(with: target.dependencies ?? []) {
                reached.insert(target.name)
            }
        }
        return targets.filter { $0.type == "test" && reached.contains($0.name) }.map(\.name).sorted()
    }

    /// The test targets `ATests` of all targets `A` that files belong to; nil when one has none.
    package func tests(namedAfter paths: [String]) -> [String]? {
        guard let owners = owners(of: paths) else { return nil }
        let tests = Set(targets.filter { $0.type == "test" }.map(\.name))
        let named = owners.map { "\($0)Tests" }
        return tests.isSuperset(of: named) ? named.sorted() : nil
    }

    /// The targets that files belong to; nil when one belongs to none, or is no source file.
    private func owners(of paths: [String]) -> Set<String>? {
        var found: Set<String> = []
        for path in paths {
            guard path.hasSuffix(".swift"), let owner = owner(of: path) else { return nil }
            found.insert(owner.name)
        }
        return found
    }

    /// The target in whose folder a file stands, the innermost.
    package func owner(of path: String) -> Target? {
        targets.filter { path.hasPrefix("\($0.path)/") }.max { $0.path.utf8.count < $1.path.utf8.count }
    }
}
