import Corpus
import REPL

/// What the engine says to a root model besides the system prompt.
enum TurnText {
    /// The first message: the question and the size of the input, never its text.
    static func opening(question: String, corpus: Corpus, limit: Int) -> String {
        """
        <question>
        \(question)
        </question>

        \(inventory(of: corpus))

        You have not looked at the input yet. Begin by looking: write a ```repl block now, and do not answer yet.
        Turn 1 of \(limit).
        """
    }

    /// Type, size and kinds of files of the input.
    static func inventory(of corpus: Corpus) -> String {
        let characters = corpus.characterCount
        guard corpus.files.count != 1 else {
            return "`context` is a str of \(characters) characters: the file `\(corpus.files[0].path)`, "
                + "also in `files`."
        }
        let kinds = corpus.fileEndings.prefix(12)
            .map { "\($0.count) \($0.name.isEmpty ? "without extension" : $0.name)" }.joined(separator: ", ")
        return "`context` is a str of \(characters) characters holding \(corpus.files.count) files, "
            + "also in `files` (path → text): \(kinds)."
    }

    /// What the cells of one turn printed.
    static func observation(_ results: [CellResult], skipped: Int) -> String {
        var parts: [String] = []
        for (index, result) in results.enumerated() {
            let label = results.count + skipped > 1 ? " of block \(index + 1)" : ""
            parts.append("REPL output\(label):\n" + describe(result))
        }
        if skipped > 0 {
            parts.append(
                "The \(skipped == 1 ? "next block was" : "next \(skipped) blocks were") not run, because of this.")
        }
        if let last = results.last, !last.variables.isEmpty {
            let names = last.variables.suffix(40).map { "\($0.name) (\($0.type))" }.joined(separator: ", ")
            parts.append("REPL variables: \(names)")
        }
        return parts.joined(separator: "\n\n")
    }

    private static func describe(_ result: CellResult) -> String {
        var parts: [String] = []
        if !result.stdout.trimmed.isEmpty { parts.append(result.stdout.trimmedEnd) }
        if !result.stderr.trimmed.isEmpty { parts.append("stderr:\n" + result.stderr.trimmedEnd) }
        switch result.outcome {
        case .completed where parts.isEmpty && result.finalAnswer != nil: parts.append("(the answer was submitted)")
        case .completed where parts.isEmpty: parts.append("(no output: use print() to see values)")
        case .completed, .raised: break
        case .timedOut: parts.append("The cell was interrupted at its time limit. Variables assigned before are kept.")
        case .undone(let why), .workerLost(let why): parts.append(why)
        }
        return parts.joined(separator: "\n")
    }

    /// The line that ends every later message: the turn, and what is left of the budget.
    static func turnLine(iteration: Int, limits: RunLimits, statistics: RunStatistics) -> String {
        var line = "Turn \(iteration) of \(limits.iterations)."
        if let subcalls = limits.subcalls, statistics.subcalls > 0 {
            line += " Sub-calls used: \(statistics.subcalls) of \(subcalls)."
        }
        if let cost = limits.costUSD, let spent = statistics.costUSD {
            line += " Spent: $\(spent.rounded(to: 4)) of $\(cost)."
        }
        if limits.iterations - iteration == 2 { line += " Few turns are left: submit your best answer soon." }
        if limits.iterations == iteration { line += " This is your last turn: submit your best answer now." }
        return line
    }
}

extension String {
    /// Without white space at the end.
    var trimmedEnd: String {
        var part = self[...]
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }
}
