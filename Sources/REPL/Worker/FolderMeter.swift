import Glibc

/// Adds up what stands in a folder and below, and stops as soon as it is too much.
struct FolderMeter {
    /// What may still come.
    private var bytes: Int
    private var entries: Int

    init(bytes: Int, entries: Int) {
        self.bytes = bytes
        self.entries = entries
    }

    /// False when the folder holds more than the meter allows, or is nested too deep to be looked at.
    mutating func fits(_ folder: String, depth: Int = 0) -> Bool {
        guard depth < 64 else { return false }
        guard let stream = opendir(folder) else { return true }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = Self.name(of: entry)
            if name == "." || name == ".." { continue }
            guard add("\(folder)/\(name)", depth: depth) else { return false }
        }
        return true
    }

    private mutating func add(_ path: String, depth: Int) -> Bool {
        entries -= 1
        var status = stat()
        if lstat(path, &status) == 0 {
            bytes -= Int(status.st_blocks) * 512
            if status.st_mode & S_IFMT == S_IFDIR && entries >= 0 && bytes >= 0 {
                return fits(path, depth: depth + 1)
            }
        }
        return entries >= 0 && bytes >= 0
    }

    static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        }
    }
}
