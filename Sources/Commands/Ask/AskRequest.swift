import FoundationEssentials
import Glibc

/// What `rlm ask` was asked to do, as far as it is no setting.
struct AskRequest: Sendable {
    let question: String
    /// Files and folders, or `-` for standard input; never empty.
    let paths: [String]
    /// A tree or a range of commits to read in place of files.
    let revision: String?
    let json: Bool
    let quiet: Bool
    /// Neither uses nor keeps replies of other runs.
    let noCache: Bool
    let tracePath: String?
    /// Has the daemon answer.
    let usesDaemon: Bool
    /// The text that replaces the root model's instructions.
    let systemPrompt: String?

    init(_ parsed: ParsedArguments) throws {
        guard let question = parsed.operands.first else {
            throw UsageError("what is the question? rlm ask \"QUESTION\" [PATH…] (rlm ask --help shows examples)")
        }
        guard question.contains(where: { !$0.isWhitespace }) else {
            throw UsageError("the question is empty; rlm ask \"QUESTION\" [PATH…]")
        }
        self.question = question
        revision = parsed.text("--git")
        paths = try Self.paths(Array(parsed.operands.dropFirst()), mayBeInput: revision == nil)
        if revision?.isEmpty == true {
            throw UsageError("--git needs a revision, such as HEAD or HEAD~20..HEAD")
        }
        if revision != nil, paths.contains("-") {
            throw UsageError("--git reads a repository, not standard input; leave out the -")
        }
        json = parsed.has("--json")
        noCache = parsed.has("--no-cache")
        quiet = parsed.has("--quiet")
        tracePath = parsed.text("--trace")
        usesDaemon = parsed.has("--daemon")
        if usesDaemon, tracePath != nil {
            throw UsageError("--trace is written where the question is answered; leave out --daemon")
        }
        systemPrompt = try parsed.text("--system-prompt").map(Self.systemPrompt)
    }

    /// The given paths; without any, standard input when something is fed into it, else the current folder.
    private static func paths(_ given: [String], mayBeInput: Bool) throws(UsageError) -> [String] {
        if given.contains("") { throw UsageError("one of the paths is empty; the current folder is .") }
        if given.count(where: { $0 == "-" }) > 1 { throw UsageError("standard input (-) can be read only once") }
        if !given.isEmpty { return given }
        return mayBeInput && inputIsFed ? ["-"] : ["."]
    }

    /// True when standard input is a pipe, a socket or a file, not a terminal or a device.
    private static var inputIsFed: Bool {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else { return false }
        return [S_IFIFO, S_IFREG, S_IFSOCK].contains(status.st_mode & S_IFMT)
    }

    static func systemPrompt(in path: String) throws -> String {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw CommandFailure(.input, "--system-prompt \(path): there is no such file")
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw CommandFailure(.input, "--system-prompt \(path): no permission to read it")
        } catch {
            throw CommandFailure(.input, "--system-prompt \(path): not a readable UTF-8 text file")
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandFailure(.input, "--system-prompt \(path): the file is empty")
        }
        return text
    }
}
