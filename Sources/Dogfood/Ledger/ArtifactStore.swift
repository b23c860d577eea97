import FoundationEssentials
import Glibc
import Hashing
import Posix

/// Logs and evidence, each a file whose name is the SHA-256 of its bytes.
package struct ArtifactStore: Sendable {
    private let folder: String

    package init(_ folder: DogfoodFolder) {
        self.folder = folder.artifacts
    }

    /// Keeps some bytes and returns their name; they are on the disk then.
    package func keep(_ bytes: [UInt8]) throws(LedgerError) -> String {
        let name = SHA256.hexadecimal(of: bytes)
        if holds(name) { return name }
        do throws(PosixError) {
            try DurableFile.write(bytes, to: path(of: name), mode: 0o400)
        } catch {
            throw .system(error)
        }
        return name
    }

    /// The bytes of a name.
    /// - Throws: also when they are not what the name says.
    package func bytes(of name: String) throws(LedgerError) -> [UInt8] {
        guard Self.isName(name) else { throw .artifact(name, why: "has no proper name") }
        let bytes: [UInt8]
        do throws(PosixError) {
            bytes = try DurableFile.read(path(of: name))
        } catch {
            if error.code == ENOENT { throw .artifact(name, why: "is not there") }
            throw .system(error)
        }
        guard SHA256.hexadecimal(of: bytes) == name else { throw .artifact(name, why: "was changed") }
        return bytes
    }

    /// Where the bytes of a name are.
    package func path(of name: String) -> String { folder + "/" + name }

    package func holds(_ name: String) -> Bool { Self.isName(name) && access(path(of: name), R_OK) == 0 }

    /// The names of all that is kept.
    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(Self.isName).sorted()
    }

    /// Removes what is named and what a crash left half written; returns the bytes that were freed.
    package func remove(_ names: [String]) -> Int {
        var freed = 0
        let drafts = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".draft") }
        for name in names.filter(Self.isName) + drafts {
            var status = stat()
            guard lstat(path(of: name), &status) == 0, unlink(path(of: name)) == 0 else { continue }
            freed += Int(status.st_size)
        }
        return freed
    }

    private static func isName(_ name: String) -> Bool {
        name.utf8.count == 64 && name.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
