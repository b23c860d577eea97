import FoundationEssentials
import Posix

/// A program that asks models, and what is expected of it when its calls may be sent ahead.
struct Program: Sendable, CustomStringConvertible {
    enum Order: String { case parallel, sequential, any }

    let name: String
    let order: Order
    /// True where calls may be sent that the code does not make.
    let isLossy: Bool
    let code: String

    var description: String { "\(name)\n\(code)" }

    static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        + "/Programs/"

    /// The programs of a text in which each begins with a line `#: ORDER [lossy] NAME`.
    static func all(in text: String) -> [Program] {
        ("\n" + text).split(separator: "\n#: ").dropFirst(text.hasPrefix("#: ") ? 0 : 1).map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let words = lines[0].split(separator: " ")
            let isLossy = words.dropFirst().first == "lossy"
            return Program(
                name: words.dropFirst(isLossy ? 2 : 1).joined(separator: " "),
                order: Order(rawValue: String(words[0])) ?? .any, isLossy: isLossy || words.contains("generated"),
                code: lines.count > 1 ? String(lines[1]) : "")
        }
    }

    /// The programs written by hand in a file of the folder.
    static func file(_ name: String) throws -> [Program] { all(in: try text(name)) }

    static func text(_ name: String) throws -> String { try String(contentsOfFile: folder + name, encoding: .utf8) }

    /// Programs that are made at random, the same for the same seed.
    static func generated(seed: Int, count: Int) async throws -> [Program] {
        let command = ChildCommand("/usr/bin/python3", [folder + "generate.py", "\(seed)", "\(count)"])
        let output = try await ChildProcess.run(command, timeout: 60)
        return all(in: output.text)
    }
}
