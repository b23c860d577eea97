import Commands
import Dogfood
import GitStore
import Glibc

/// The checks of `rlm-dogfood doctor`.
enum DogfoodChecks {
    /// Programs that the gates and the recipes start.
    static func programs(environment: [String: String]) -> [DoctorCheck] {
        let wanted: [(name: String, state: DoctorCheck.State, why: String, advice: String)] = [
            ("bwrap", .broken, "no candidate can be tested without its sandbox", "apt-get install bubblewrap"),
            ("swift", .attention, "needed to test Swift packages", "Install a toolchain from swift.org."),
            ("codespell", .attention, "needed to find misspellings", "apt-get install codespell"),
        ]
        return wanted.map { wanted in
            let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
            let found = folders.map { $0 + "/" + wanted.name }.first { access($0, X_OK) == 0 }
            guard let found else {
                return DoctorCheck(
                    wanted.name, wanted.state, "not on PATH: \(wanted.why)", advice: wanted.advice)
            }
            return DoctorCheck(wanted.name, .good, found)
        }
    }

    /// The journal and what it names.
    static func records(_ repository: OpenRepository) throws -> [DoctorCheck] {
        let state = try repository.ledger.state
        let holder = try RunLock.holder(repository.folder)
        let proposals = state.proposals
        var checks = [
            DoctorCheck("repository", .good, repository.git.shownFolder),
            DoctorCheck(
                "journal", .good, "\(Quantity.counted(state.records, "record")), unbroken; \(repository.folder.journal)"
            ),
        ]
        let open = holder == nil ? state.openRuns.map(\.id) : []
        if !open.isEmpty {
            checks.append(
                DoctorCheck(
                    "runs", .attention, "interrupted: \(open.joined(separator: ", "))", advice: "rlm-dogfood resume"))
        }
        let lost = proposals.filter { (try? repository.ledger.artifacts.bytes(of: $0.proposal.evidence)) == nil }
        checks.append(
            lost.isEmpty
                ? DoctorCheck("evidence", .good, "\(Quantity.counted(proposals.count, "proposal")), all there")
                : DoctorCheck(
                    "evidence", .attention,
                    "missing or changed: \(lost.map(\.proposal.id).joined(separator: ", "))"))
        return checks
    }
}
