/// The paths of a tree, asked by folder and by name.
struct PathIndex {
    private let paths: Set<String>
    private var folders: Set<String> = [""]
    private var byName: [String: [String]] = [:]

    init(_ paths: Set<String>) {
        self.paths = paths
        for path in paths {
            let parts = path.split(separator: "/").map(String.init)
            byName[parts.last ?? "", default: []].append(path)
            for count in parts.indices { folders.insert(parts.prefix(count).joined(separator: "/")) }
        }
    }

    func has(_ parts: [String]) -> Bool {
        let path = parts.joined(separator: "/")
        return paths.contains(path) || folders.contains(path)
    }

    /// The parts of the only file with a name; nil when there is none or several.
    func only(named name: String) -> [String]? {
        guard let found = byName[name], found.count == 1 else { return nil }
        return found[0].split(separator: "/").map(String.init)
    }

    static func folder(of path: String) -> [String] { path.split(separator: "/").dropLast().map(String.init) }

    /// Without `.` and `..`; nil when it leaves the top.
    static func normal(_ parts: [String]) -> [String]? {
        var normal: [String] = []
        for part in parts where part != "." {
            guard part == ".." else {
                normal.append(part)
                continue
            }
            guard normal.popLast() != nil else { return nil }
        }
        return normal
    }

    static func relative(_ path: [String], to folder: [String]) -> String {
        let shared = zip(path, folder).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: folder.count - shared) + path.dropFirst(shared)).joined(separator: "/")
    }
}
