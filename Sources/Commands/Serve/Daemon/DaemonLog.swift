import FoundationEssentials
import Glibc
import Posix

/// Where a daemon in the background says what it has to say: `serve.log` among what rlm keeps between runs.
struct DaemonLog {
    private static let longest = 1 << 20

    let file: Descriptor
    private let path: String
    private let start: Int

    init(environment: [String: String]) throws {
        guard let state = StateFolder(environment: environment) else {
            throw CommandFailure(
                .usage, "there is no folder for the daemon's log: set XDG_STATE_HOME or HOME to a folder of yours")
        }
        path = try state.made(for: "where the daemon's log belongs") + "/serve.log"
        let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw PosixError.last("open", path) }
        file = Descriptor(owning: number)
        if try FileStamp(of: file).size > Self.longest { ftruncate(number, 0) }
        start = try FileStamp(of: file).size
    }

    /// What was added since this was made, without the program's name before it.
    var news: String {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        let text = String(decoding: bytes.dropFirst(start), as: UTF8.self)
        let line = text.split(separator: "\n").last.map(String.init) ?? "it ended without a word"
        return line.hasPrefix("rlm: ") ? String(line.dropFirst(5)) : line
    }
}
