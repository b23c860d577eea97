import FoundationEssentials
import Glibc
import Posix

/// Small files of the user's own in one folder, of which the latest are kept.
struct KeptFiles: Sendable {
    private let folder: String
    private let most: Int

    /// - Parameter folder: one of the user's own that is there.
    init(_ folder: String, most: Int) { (self.folder, self.most) = (folder, most) }

    /// The names of the files, the latest first.
    var names: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.map { (name: $0, time: changed($0)) }.sorted { $0.time > $1.time }.map(\.name)
    }

    /// What is in a file; nil when there is none of this name.
    func text(_ name: String) -> String? { path(name).flatMap(PrivateFile.text) }

    /// Replaces what was in a file, and forgets the oldest ones where there are too many.
    func replace(_ name: String, with text: String) throws(PosixError) {
        guard let path = path(name) else { return }
        try PrivateFile.replace(path, with: text)
        for name in names.dropFirst(most) { unlink(folder + "/" + name) }
    }

    private func path(_ name: String) -> String? {
        let isName =
            !name.isEmpty && name.utf8.count < 40 && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isName ? folder + "/" + name : nil
    }

    private func changed(_ name: String) -> Double {
        var status = stat()
        guard stat(folder + "/" + name, &status) == 0 else { return 0 }
        return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    }
}
