package import GitStore

/// The first gates over one base commit: whether edits apply, and whether the policy lets the change be made.
package struct ChangeChecker: ChangeChecking {
    private let place: GitPath
    private let base: GitObjectID
    private let policy: Policy

    /// - Parameter place: the work folder, or a bare repository's own.
    package init(place: GitPath, base: GitObjectID, policy: Policy) {
        self.place = place
        self.base = base
        self.policy = policy
    }

    package func check(_ edits: [Edit]) async -> CheckedChange {
        do throws(GitError) {
            // A handle of its own for each call: one must not be used by two threads.
            let repository = try GitRepository.open(at: place)
            let (record, candidate) = ApplyGate.examine(edits, base: base, repository: repository)
            guard let candidate else { return Self.failed([record]) }
            return try judge(candidate, after: [record], repository)
        } catch {
            let record = GateRecord(
                gate: .apply, outcome: .failed, failure: .apply, summary: error.description, seconds: 0)
            return Self.failed([record])
        }
    }

    /// Judges a candidate that is there already, such as a proposal that is verified again.
    package func check(_ candidate: Candidate) async -> CheckedChange {
        do throws(GitError) {
            return try judge(candidate, after: [], try GitRepository.open(at: place))
        } catch {
            let record = GateRecord(
                gate: .policy, outcome: .failed, failure: .policy, summary: error.description, seconds: 0)
            return Self.failed([record])
        }
    }

    private func judge(
        _ candidate: Candidate, after gates: [GateRecord], _ repository: GitRepository
    ) throws(GitError) -> CheckedChange {
        let clock = ContinuousClock()
        let began = clock.now
        let verdict = try PolicyGate(policy: policy, repository: repository).judge(candidate)
        let rating = RiskRating(verdict.files)
        let passed = verdict.breaches.isEmpty
        let shown = verdict.breaches.map(\.description)
        let record = GateRecord(
            gate: .policy, outcome: passed ? .passed : .failed, failure: passed ? nil : .policy,
            summary: passed ? Self.summary(verdict.files, rating) : Self.summary(shown),
            feedback: passed ? nil : Self.feedback(shown), seconds: (clock.now - began) / .seconds(1))
        return CheckedChange(
            candidate: passed ? candidate : nil, gates: gates + [record], risk: rating.risk,
            paths: verdict.files.map(\.note), tripwires: rating.tripwires)
    }

    private static func failed(_ gates: [GateRecord]) -> CheckedChange {
        CheckedChange(candidate: nil, gates: gates, risk: Risk(level: .low, reasons: []), paths: [], tripwires: [])
    }

    /// `2 files, 14 lines added, 3 removed, low risk`.
    private static func summary(_ files: [ChangedFile], _ rating: RiskRating) -> String {
        let added = files.reduce(0) { $0 + $1.added.count }
        let removed = files.reduce(0) { $0 + $1.removed.count }
        return
            "\(files.count) \(files.count == 1 ? "file" : "files"), \(added) \(added == 1 ? "line" : "lines") added, \(removed) removed, "
            + "\(rating.risk.level.rawValue) risk"
    }

    private static func summary(_ breaches: [String]) -> String {
        breaches.count > 1 ? "\(breaches[0]) (and \(breaches.count - 1) more)" : breaches[0]
    }

    private static func feedback(_ breaches: [String]) -> String {
        "The policy refuses this change:\n\(breaches.map { "- \($0)." }.joined(separator: "\n"))".limited(toBytes: 4096)
    }
}
