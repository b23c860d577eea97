import Bridge
import FoundationEssentials
import Hashing

/// One thing that a client's question is about.
enum QuerySource: Sendable, Hashable, Codable {
    /// A file or folder on disk, by its absolute path; with the SHA-256 that a file has to have.
    case path(String, digest: String?)
    /// A text of the client's, shown under `path`, whose first line is line `firstLine` there.
    case text(path: String, text: String, firstLine: Int)

    /// A line number beyond this is a mistake.
    private static let lastLine = 10_000_000

    init(_ source: Parameters) throws(RPCError) {
        switch try source.text("kind") {
        case "path":
            self = .path(try source.path("path"), digest: try source.optionalText("sha256")?.lowercased())
        case "text":
            let path = try source.text("path")
            let firstLine = try source.optionalInteger("firstLine") ?? 1
            guard !path.isEmpty else { throw source.wrong("path", "the name of a text") }
            guard 1...Self.lastLine ~= firstLine else { throw source.wrong("firstLine", "a line number, from 1") }
            self = .text(path: path, text: try source.text("text"), firstLine: firstLine)
        default: throw source.wrong("kind", "“path” or “text”")
        }
    }

    var path: String {
        switch self {
        case .path(let path, _), .text(let path, _, _): path
        }
    }

    /// Sees to it that a file still is what the client saw.
    func checkDigest() throws(RPCError) {
        guard case .path(let path, let wanted?) = self else { return }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)), SHA256.hexadecimal(of: bytes) == wanted else {
            throw RPCError(
                .stale, "\(path) on disk is not what the client has",
                hint: "save the buffer or read the file again, or send it as text")
        }
    }
}
