import Glibc

/// The shared libraries that are loaded into this process.
enum SharedLibraries {
    /// The folders that hold the loaded libraries whose names start with one of `prefixes`.
    static func folders(of prefixes: [String]) -> [String] {
        guard let file = fopen("/proc/self/maps", "re") else { return [] }
        defer { fclose(file) }
        var folders: [String] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let line {
            guard let slash = strchr(line, Int32(UInt8(ascii: "/"))) else { continue }
            let path = String(cString: slash).split(separator: "\n").first ?? ""
            guard let last = path.lastIndex(of: "/") else { continue }
            let name = path[path.index(after: last)...]
            let folder = String(path[..<last])
            if prefixes.contains(where: { name.hasPrefix($0) }) && !folders.contains(folder) { folders.append(folder) }
        }
        return folders
    }
}
