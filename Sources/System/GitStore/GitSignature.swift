import CGit2
import Glibc

/// Who made a commit, and when.
package struct GitSignature: Sendable, Equatable {
    package let name: String
    package let email: String
    /// Seconds since 1970.
    package let time: Int64
    /// Minutes east of UTC.
    package let offset: Int

    /// - Parameter time: now when left out.
    package init(name: String, email: String, time: Int64 = Int64(Glibc.time(nil)), offset: Int = 0) {
        self.name = name
        self.email = email
        self.time = time
        self.offset = offset
    }

    init(_ signature: git_signature) {
        self.init(
            name: signature.name.map { String(cString: $0) } ?? "",
            email: signature.email.map { String(cString: $0) } ?? "",
            time: signature.when.time, offset: Int(signature.when.offset))
    }

    func handle() throws(GitError) -> GitSignatureHandle {
        try GitLibrary.start()
        var made: UnsafeMutablePointer<git_signature>?
        try GitLibrary.check(git_signature_new(&made, name, email, time, Int32(offset)), "git_signature_new")
        guard let made else {
            throw GitError(.unusable, call: "git_signature_new", message: "git_signature_new made nothing")
        }
        return GitSignatureHandle(pointer: made)
    }
}

/// Owns libgit2's form of a signature.
struct GitSignatureHandle: ~Copyable {
    let pointer: UnsafeMutablePointer<git_signature>

    deinit { git_signature_free(pointer) }
}

extension GitRepository {
    /// The person at work here, as `user.name` and `user.email` say, now.
    package func userSignature() throws(GitError) -> GitSignature {
        var made: UnsafeMutablePointer<git_signature>?
        let code = git_signature_default(&made, pointer)
        guard code == 0, let made else {
            throw GitError(
                .notFound, call: "git_signature_default", message: "git does not know who you are",
                hint: "Run: git config --global user.name 'Your Name'; git config --global user.email you@example.org")
        }
        defer { git_signature_free(made) }
        return GitSignature(made.pointee)
    }
}
