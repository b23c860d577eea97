import FoundationEssentials
import Glibc
package import GitStore
import Hashing
import Posix

/// Where everything is kept that is known of one repository, outside of it and for its owner alone.
///
/// All worktrees of a repository share one: its name is the hash of the repository's own folder.
package struct DogfoodFolder: Sendable, Equatable {
    package let path: String

    package var journal: String { path + "/journal.jsonl" }
    package var lock: String { path + "/lock" }
    /// Logs and evidence, by their SHA-256.
    package var artifacts: String { path + "/artifacts" }
    /// What is known of the tests of a commit, a folder for each.
    package var bases: String { path + "/base" }
    /// Where candidates are built and tested.
    package var slots: String { path + "/slots" }
    /// The user's own rules, which take the place of those that a repository has.
    package var policy: String { path + "/policy.toml" }

    /// - Parameter state: what rlm keeps between runs, `$XDG_STATE_HOME/rlm`.
    package init(of repository: GitRepository, in state: String) throws(LedgerError) {
        try self.init(Self.path(of: repository, in: state))
        let note = path + "/repository"
        if access(note, F_OK) != 0 {
            do throws(PosixError) {
                try DurableFile.write(repository.commonFolder + "\n".utf8, to: note)
            } catch {
                throw .system(error)
            }
        }
    }

    /// Where the folder of a repository is, or would be.
    package static func path(of repository: GitRepository, in state: String) -> String {
        state + "/dogfood/" + SHA256.hexadecimal(of: repository.commonFolder)
    }

    /// True when something was ever recorded there.
    package static func exists(_ path: String) -> Bool { access(path + "/journal.jsonl", F_OK) == 0 }

    /// Makes the folder and those below it where they are not there yet.
    package init(_ path: String) throws(LedgerError) {
        self.path = path
        for folder in [path, artifacts, bases, slots] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .system(PosixError(code: errno == 0 ? EIO : errno, call: "mkdir", context: folder))
            }
        }
    }
}
