/// Public functions that no test names, and whose documentation shows what they give: the examples become a test.
package struct ExampleTestRecipe: Recipe {
    /// The lines of Swift code at which the compiler has something to say; nil when it cannot be asked.
    package typealias Objections = @Sendable (_ code: String) async throws -> Set<Int>?

    package let name = "missing-test"
    private let targets: @Sendable () async throws -> TargetGraph?
    private let objections: Objections

    /// - Parameters:
    ///   - targets: of the package; nil where they are not known.
    ///   - objections: of the compiler that built the base, which finds the modules of the package.
    package init(targets: @escaping @Sendable () async throws -> TargetGraph?, objections: @escaping Objections) {
        self.targets = targets
        self.objections = objections
    }

    package func improvements(in tree: ProjectFiles) async throws -> [Improvement] {
        guard let graph = try await targets() else { return [] }
        let tested = Self.names(in: tree.files.filter { $0.fileExtension == "swift" && Ownership.isTest($0.path) })
        var found: [Improvement] = []
        for module in graph.targets where module.type == "library" {
            guard let place = Self.place(of: module.name, graph, tree) else { continue }
            let files = tree.mendableSwift.filter { graph.owner(of: $0.path)?.name == module.name }
            let subjects = files.flatMap { file in
                DocumentationExamples(of: file).functions.filter { !tested.contains($0.name) }.compactMap {
                    Subject($0, in: file)
                }
            }
            found += try await compiling(subjects, module.name).compactMap {
                improvement($0, module.name, place, tree)
            }
        }
        return found
    }

    /// The names that tests use.
    private static func names(in files: [SourceFile]) -> Set<String> {
        files.reduce(into: []) { names, file in names.formUnion(SwiftToken.tokens(of: file).map(\.text)) }
    }

    /// A function with examples that say what it gives.
    private struct Subject {
        let function: DocumentationExamples.Function
        let file: SourceFile
        var tests: [[SwiftExample.Line]]

        init?(_ function: DocumentationExamples.Function, in file: SourceFile) {
            (self.function, self.file) = (function, file)
            tests = function.blocks.compactMap { SwiftExample($0) }.filter { example in
                example.expects && example.lines.contains { $0.text.contains(function.name) }
                    && !example.lines.contains { $0.text.contains("print(") }
            }.map(\.lines)
            if tests.isEmpty { return nil }
        }
    }

    private struct Place {
        let folder: String
        let style: TestStyle
    }

    /// Where the tests of a module stand: the target that is named after it, or else the one with the most files.
    private static func place(of module: String, _ graph: TargetGraph, _ tree: ProjectFiles) -> Place? {
        let targets = graph.targets.filter { $0.type == "test" && ($0.dependencies ?? []).contains(module) }
        let candidates = targets.compactMap { target -> (files: Int, place: Place, isNamed: Bool)? in
            let files = tree.files.filter { $0.fileExtension == "swift" && $0.path.hasPrefix(target.path + "/") }
            guard let style = TestStyle(files) else { return nil }
            return (files.count, Place(folder: target.path, style: style), target.name == "\(module)Tests")
        }
        return (candidates.first(where: \.isNamed) ?? candidates.max { $0.files < $1.files })?.place
    }

    /// Only the tests to which the compiler has nothing to say.
    private func compiling(_ subjects: [Subject], _ module: String) async throws -> [Subject] {
        guard !subjects.isEmpty else { return [] }
        var lines = ["import \(module)"]
        var ranges: [[ClosedRange<Int>]] = []
        for subject in subjects {
            ranges.append(
                subject.tests.enumerated().map { number, test in
                    let first = lines.count + 1
                    lines.append("func check\(ranges.count)_\(number)() throws {")
                    lines += test.map { line in
                        if case .holds(let condition) = line { "precondition(\(condition))" } else { line.text }
                    }
                    lines.append("}")
                    return first...lines.count
                })
        }
        guard let objections = try await objections(lines.joined(separator: "\n") + "\n") else { return [] }
        return zip(subjects, ranges).compactMap { subject, ranges in
            var subject = subject
            subject.tests = zip(subject.tests, ranges).filter { !objections.contains(where: $0.1.contains) }.map(\.0)
            return subject.tests.isEmpty ? nil : subject
        }
    }

    private func improvement(_ subject: Subject, _ module: String, _ place: Place, _ tree: ProjectFiles) -> Improvement?
    {
        let name = subject.function.name
        let path = "\(place.folder)/\(name.prefix(1).uppercased())\(name.dropFirst())DocumentationTests.swift"
        guard !tree.paths.contains(where: { $0.lowercased() == path.lowercased() }) else { return nil }
        let finding = Finding(
            category: self.name, claim: "Test `\(name)` of \(module) by the examples of its documentation",
            rationale:
                "No test names this public function. Its documentation shows what it gives; as a test the examples "
                + "stay true, and the function keeps doing what it is documented to do.",
            places: [subject.file.place(ofLine: subject.function.line)], symbols: [name], value: 0.5)
        let text = place.style.file(of: module, name: name, tests: subject.tests)
        return Improvement(finding: finding, edits: [Edit(path: path, kind: .whole(text))])
    }
}

extension SwiftExample.Line {
    /// The code, or the condition.
    fileprivate var text: String {
        switch self {
        case .code(let text), .holds(let text): text
        }
    }
}
