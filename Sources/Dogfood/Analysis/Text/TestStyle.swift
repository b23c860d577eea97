/// How the tests of a target are written, so that another one looks as they do.
struct TestStyle: Equatable {
    enum Framework: String { case testing = "Testing", classes = "XCTest" }

    let framework: Framework
    let indent: String
    /// The comment that every file begins with, with the empty line after it.
    let header: String

    /// Nil where no file shows it.
    init?(_ files: [SourceFile]) {
        let texts = files.map { String(decoding: $0.bytes, as: UTF8.self) }
        let (new, old) = (texts.count { Self.imports("Testing", $0) }, texts.count { Self.imports("XCTest", $0) })
        guard new + old > 0 else { return nil }
        framework = new > old ? .testing : .classes
        let lines = texts.flatMap { $0.split(separator: "\n") }
        indent = lines.contains { $0.prefix { $0 == " " }.count == 2 } ? "  " : "    "
        let headers = texts.map(Self.header)
        let name = files[0].path.split(separator: "/").last ?? ""
        // A header that names its own file is not for others.
        let isShared = Set(headers).count == 1 && !headers[0].isEmpty && !headers[0].contains(name)
        header = isShared ? headers[0] + "\n" : ""
    }

    private static func imports(_ module: String, _ text: String) -> Bool {
        text.split(separator: "\n").contains { $0 == "import \(module)" }
    }

    private static func header(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("//") }.map { $0 + "\n" }
            .joined()
    }

    /// A file of tests.
    /// - Parameter tests: the bodies of functions that check `name`.
    func file(of module: String, name: String, tests: [[SwiftExample.Line]]) -> String {
        let title = name.prefix(1).uppercased() + name.dropFirst()
        let imports = [module, framework.rawValue].sorted().map { "import \($0)\n" }.joined()
        let functions = tests.enumerated().map { number, lines in
            let suffix = number == 0 ? "" : "\(number + 1)"
            switch framework {
            case .testing: return function("@Test func \(name)AsDocumented\(suffix)", lines, depth: 0)
            case .classes: return function("func test\(title)AsDocumented\(suffix)", lines, depth: 1)
            }
        }
        let body = functions.joined(separator: "\n")
        let all = framework == .testing ? body : "final class \(title)DocumentationTests: XCTestCase {\n\(body)}\n"
        return header + imports + "\n" + all
    }

    private func function(_ head: String, _ lines: [SwiftExample.Line], depth: Int) -> String {
        let outer = String(repeating: indent, count: depth)
        let texts = lines.map(written)
        let isThrowing = texts.contains { $0.contains("try ") }
        let body = texts.map { $0.isEmpty ? "\n" : outer + indent + $0 + "\n" }.joined()
        return "\(outer)\(head)()\(isThrowing ? " throws" : "") {\n\(body)\(outer)}\n"
    }

    private func written(_ line: SwiftExample.Line) -> String {
        switch line {
        case .code(let code): return code.allSatisfy(\.isWhitespace) ? "" : code
        case .holds(let condition):
            guard framework == .classes else { return "#expect(\(condition))" }
            let sides = condition.split(separator: " == ", omittingEmptySubsequences: false)
            return sides.count == 2 ? "XCTAssertEqual(\(sides[0]), \(sides[1]))" : "XCTAssertTrue(\(condition))"
        }
    }
}
