import Hashing
import Posix

extension Corpus {
    /// What each file holds, by its path: the SHA-256 of its text in hexadecimal digits; for noticing changes.
    package func contentDigests() -> [String: String] {
        files.reduce(into: [:]) { digests, file in
            var digest = SHA256()
            text.forEachPiece(of: file.range) { bytes, _ in
                digest.add(bytes)
                return true
            }
            digests[file.path] = digest.finish().hexadecimal
        }
    }
}
