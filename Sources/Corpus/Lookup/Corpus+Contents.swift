import Hashing
import Posix

extension Corpus {
    /// What each file holds, by its path: the SHA-256 of its text in hexadecimal digits; for noticing changes.
    package func contentDigests() -> [String: String] {
        text.withBytes { bytes in
            files.reduce(into: [:]) { digests, file in
                var digest = SHA256()
                digest.add(UnsafeRawBufferPointer(rebasing: bytes[file.range]))
                digests[file.path] = digest.finish().hexadecimal
            }
        }
    }
}
