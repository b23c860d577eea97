import Commands
import GitStore

extension OpenRepository {
    /// The commit that new changes are made on: what is checked out.
    func base() throws -> GitObjectID {
        guard let head = try git.reference("HEAD") else {
            throw CommandFailure(.input, "\(git.shownFolder) has no commit yet; make one first")
        }
        return head
    }

    /// The work folder, or a bare repository's own.
    var place: GitPath { git.workFolder ?? git.gitFolder }
}
