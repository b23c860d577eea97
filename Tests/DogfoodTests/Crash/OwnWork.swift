import FoundationEssentials
import TestSupport

/// What a person has in the repository that is nobody else's business.
struct OwnWork: Equatable {
    var status: String
    var texts: [String]
    var head: String
    var stash: String

    init(_ repository: TemporaryRepository) throws {
        status = try repository.git("status", "--porcelain")
        texts = try ["other.txt", "notes.txt"].map {
            try String(contentsOf: URL(filePath: repository.path($0)), encoding: .utf8)
        }
        head = try repository.git("symbolic-ref", "HEAD")
        stash = try repository.git("stash", "list")
    }
}
