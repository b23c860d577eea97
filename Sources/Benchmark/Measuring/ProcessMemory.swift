import Posix

/// The resident pages of processes by kind, in bytes.
struct ProcessMemory {
    var anonymous = 0
    var files = 0
    /// Of memory files, as far as they are mapped.
    var shared = 0

    init() {}

    /// What a process holds; pages that it shares count in part, so that over all that share them they count once.
    ///
    /// Of a process that hides itself, as workers do, only root is told that; then shared pages count in each.
    init(of process: RunningProcess) {
        let exact = process.text("smaps_rollup")
        let text = exact.isEmpty ? process.text("status") : exact
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count == 3, let kilobytes = Int(words[1]) else { continue }
            switch words[0] {
            case "Pss_Anon:", "RssAnon:": anonymous = kilobytes << 10
            case "Pss_File:", "RssFile:": files = kilobytes << 10
            case "Pss_Shmem:", "RssShmem:": shared = kilobytes << 10
            default: break
            }
        }
    }

    mutating func add(_ other: ProcessMemory) {
        anonymous += other.anonymous
        files += other.files
        shared += other.shared
    }
}
