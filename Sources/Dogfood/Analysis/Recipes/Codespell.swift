import Posix

/// The program `codespell`, asked about many texts at once.
struct Codespell: Sendable {
    /// Words that are not to be reported.
    let ignored: [String]

    /// What it reports of one word.
    struct Report: Sendable, Equatable {
        /// Counted from 1.
        let line: Int
        let wrong: String
        let right: String
    }

    /// - Returns: nil when the program is not installed.
    func reports(on text: [UInt8]) async throws -> [Report]? {
        var arguments = ["--builtin", "clear", "--disable-colors"]
        if !ignored.isEmpty { arguments += ["-L", ignored.joined(separator: ",")] }
        // It would read its settings from the current folder.
        let command = ChildCommand("codespell", arguments + ["-"], directory: "/")
        let output: ChildOutput
        do {
            output = try await ChildProcess.run(command, input: text, outputLimit: 64 << 20, timeout: 300)
        } catch is PosixError {
            return nil
        }
        var reports: [Report] = []
        var line: Int?
        for row in output.text.split(separator: "\n") {
            if row.first == "\t", let line, let report = Self.report(row.dropFirst(), line) {
                reports.append(report)
            } else if let number = row.split(separator: ":", maxSplits: 1).first.flatMap({ Int($0) }) {
                line = number
            }
        }
        return reports
    }

    /// `wrong ==> right`; several spellings, a remark after a comma or a contraction are for a person to choose
    /// from.
    private static func report(_ row: Substring, _ line: Int) -> Report? {
        guard let arrow = row.firstRange(of: " ==> ") else { return nil }
        let (wrong, right) = (row[..<arrow.lowerBound], row[arrow.upperBound...])
        guard !right.contains(","), !right.contains("'"), !right.isEmpty,
            !AcceptedSpellings.words.contains(wrong.lowercased())
        else { return nil }
        return Report(line: line, wrong: String(wrong), right: String(right))
    }

    /// The words that a project's own settings of codespell tell it to leave.
    static func ignoredWords(of tree: ProjectFiles) -> [String] {
        [".codespellrc", "setup.cfg", "pyproject.toml"].compactMap(tree.file).flatMap { file in
            String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").flatMap { line -> [String] in
                let parts = line.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].trimmingPrefix(" ").hasPrefix("ignore-words-list") else { return [] }
                return parts[1].split { !($0.isLetter || $0 == "-" || $0 == "'") }.map(String.init)
            }
        }
    }
}
