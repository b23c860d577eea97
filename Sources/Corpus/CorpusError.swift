package import GitStore
package import Posix

/// Why there is no corpus to ask about; each description says what to do next.
package enum CorpusError: Error, Sendable, Equatable {
    case noSuchPath(String)
    /// A path that was named explicitly.
    case permissionDenied(String)
    case unreadable(String, reason: String)
    /// A device or a socket.
    case notAFile(String)
    case standardInputIsTerminal
    /// Nothing of what was named holds any text.
    case nothingReadable(skipped: [SkippedFile], empty: Int, leftOut: Int)
    /// No repository, or one that cannot be read.
    case repository(GitError)
    case unknownRevision(GitError)
    case emptyRange(String)
    /// The revision has no such file or folder.
    case notInRevision(path: String, revision: String)
    /// An include or exclude pattern that means nothing.
    case pattern(GitError)
    /// The text is larger than the memory it may take.
    case tooLarge(limit: Int)
    /// The system gave no memory for the text.
    case memory(PosixError)
    case cancelled
}

extension CorpusError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchPath(let path):
            "There is no file or folder \(path). Check the spelling and the folder you are in."
        case .permissionDenied(let path):
            "\(path) may not be read by this user. Change its permissions (`ls -l` shows them) or leave it out."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason). Leave it out or mend it."
        case .notAFile(let path):
            "\(path) is a device or a socket, which cannot be read as text. Name files, folders, or - for standard input."
        case .standardInputIsTerminal:
            "Standard input is a terminal, so there is nothing to read from it. Pipe text into the command, as in "
                + "`git log -p | rlm ask \"…\" -`, or name files and folders."
        case .nothingReadable(let skipped, let empty, let leftOut):
            Self.nothingReadable(skipped, empty: empty, leftOut: leftOut)
        case .repository(let error), .unknownRevision(let error): error.description
        case .emptyRange(let range):
            "The range \(range) holds no commits. The older end comes first, as in HEAD~5..HEAD; a single revision "
                + "such as HEAD reads all of its files."
        case .notInRevision(let path, let revision):
            "Revision \(revision) holds no \(path). `git ls-tree -r --name-only \(revision)` lists what it holds."
        case .pattern(let error): error.description + ". Leave the option out to take every file."
        case .tooLarge(let limit):
            "The input is larger than the \(ByteCount(limit)) of memory it may take. Name fewer files, or leave some "
                + "out with --exclude."
        case .memory(let error):
            "The system gives no memory for the input (\(error.reason)). Name fewer files, or end other programs."
        case .cancelled: "Reading the input was cancelled."
        }
    }

    private static func nothingReadable(_ skipped: [SkippedFile], empty: Int, leftOut: Int) -> String {
        var counts: [(group: String, count: Int)] = []
        for file in skipped {
            if let index = counts.firstIndex(where: { $0.group == file.reason.group }) {
                counts[index].count += 1
            } else {
                counts.append((file.reason.group, 1))
            }
        }
        if empty > 0 { counts.append(("empty", empty)) }
        if leftOut > 0 { counts.append(("left out by ignore rules or patterns", leftOut)) }
        guard !counts.isEmpty else {
            return "There is nothing to read: no file was found. Name files or folders that hold text."
        }
        let found = counts.map { "\($0.count) \($0.group)" }.joined(separator: ", ")
        let example = skipped.first.map { " (such as \($0.path): \($0.reason))" } ?? ""
        let hint = leftOut > 0 ? " --no-ignore reads what .gitignore leaves out." : ""
        return "There is nothing to read: \(found)\(example). Name files or folders that hold text.\(hint)"
    }
}
