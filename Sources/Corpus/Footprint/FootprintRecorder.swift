import GitStore
import Glibc

/// Collects the places that a corpus is read from while its reading is planned; used by one thread.
final class FootprintRecorder {
    /// How far the clock of a file system may be behind that of the system, in nanoseconds.
    private static let coarseness = 20_000_000

    private var paths: [UInt8] = []
    private var starts: [Int] = []
    private let began: timespec

    init() {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        now.tv_nsec -= Self.coarseness
        if now.tv_nsec < 0 { (now.tv_sec, now.tv_nsec) = (now.tv_sec - 1, now.tv_nsec + 1_000_000_000) }
        began = now
    }

    /// - Parameter path: absolute; what stands there may be missing.
    func add(_ path: GitPath) {
        starts.append(paths.count)
        paths += path
        paths.append(0)
    }

    /// Adds the rules that hold in `folder` beside those of the folders below it.
    func addRules(above folder: GitPath, _ repository: GitRepository?) {
        var above = folder
        while let slash = above.lastIndex(of: UInt8(ascii: "/")) {
            above = GitPath(above[..<slash])
            add(above + GitPath("/.gitignore".utf8))
        }
        if let repository { addRules(of: repository) }
    }

    func addRules(of repository: GitRepository) {
        add(repository.gitFolder + GitPath("index".utf8))
        add(repository.commonFolder + GitPath("info/exclude".utf8))
    }

    /// What was read, once it has been read; nil when something changed so shortly before or meanwhile that it cannot be
    /// told what was read of it.
    func finish() -> CorpusFootprint? {
        let footprint = CorpusFootprint(paths: paths, starts: starts)
        return footprint.hasChange(since: began) ? nil : footprint
    }
}
