import GitStore

/// What is to be read, in order, and what is not; used by one thread.
final class Plan {
    private let control: BuildControl
    /// Nil when nobody asks what was read.
    let footprint: FootprintRecorder?
    private(set) var texts: [PlannedText] = []
    private(set) var skipped: [SkippedFile] = []
    private(set) var notices: [String] = []
    /// Files and folders that ignore rules or patterns left out.
    private(set) var leftOut = 0
    private var paths: Set<String> = []

    init(_ control: BuildControl, tracksChanges: Bool = false) {
        self.control = control
        footprint = tracksChanges ? FootprintRecorder() : nil
    }

    /// Adds a text.
    /// - Parameter revision: stands before the path when another text has the same one.
    func add(_ path: GitPath, _ place: PlannedText.Place, isNamed: Bool = false, revision: String? = nil) {
        let unique = unique(ShownPath.text(path), revision)
        texts.append(PlannedText(path: unique, place: place, isNamed: isNamed))
        control.count(files: 1)
    }

    /// Marks a text that was found in a folder as named by the user too.
    func name(_ index: Int, _ place: GitPath) {
        if case .memory = texts[index].place { return }
        texts[index] = PlannedText(path: texts[index].path, place: .named(place), isNamed: true)
    }

    private func unique(_ path: String, _ revision: String?) -> String {
        var candidate = path
        var number = 1
        if !paths.contains(candidate) {
            paths.insert(candidate)
            return candidate
        }
        let base = revision.map { "\($0):\(path)" } ?? path
        candidate = base
        while !paths.insert(candidate).inserted {
            number += 1
            candidate = "\(base) (\(number))"
        }
        return candidate
    }

    func skip(_ path: GitPath, _ reason: SkippedFile.Reason) {
        skipped.append(SkippedFile(path: ShownPath.text(path), reason: reason))
        control.count(files: 1)
    }

    func leaveOut() { leftOut += 1 }

    func note(_ notice: String) {
        if !notices.contains(notice) { notices.append(notice) }
    }

    func check() throws(CorpusError) { try control.check() }
}
