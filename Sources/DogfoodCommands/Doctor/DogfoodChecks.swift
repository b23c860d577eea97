import Commands
import Dogfood
import GitStore
import Glibc
import Posix

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

    /// Whether a sandbox without network can be made here: a kernel or a container may forbid it.
    static func sandbox() async -> DoctorCheck {
        let command = ChildCommand(
            "bwrap", ["--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev", "true"])
        do {
            let output = try await ChildProcess.run(command, timeout: 10)
            if output.status.isSuccess { return DoctorCheck("sandbox", .good, "bwrap makes one without network") }
            return DoctorCheck(
                "sandbox", .broken, PlainText.oneLine(output.errorText),
                advice:
                    "Let this user make user namespaces: sysctl kernel.unprivileged_userns_clone=1, or see AppArmor.")
        } catch {
            return DoctorCheck("sandbox", .broken, "bwrap does not start: \(error)")
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
        checks.append(halfDone(state, holder))
        checks.append(try branches(repository))
        checks.append(identity(repository))
        let lost = proposals.filter { (try? repository.ledger.artifacts.bytes(of: $0.proposal.evidence)) == nil }
        checks.append(
            lost.isEmpty
                ? DoctorCheck("evidence", .good, "\(Quantity.counted(proposals.count, "proposal")), all there")
                : DoctorCheck(
                    "evidence", .attention,
                    "missing or changed: \(lost.map(\.proposal.id).joined(separator: ", "))"))
        return checks
    }

    /// What a process that was killed left behind.
    private static func halfDone(_ state: LedgerState, _ holder: RunLock.Holder?) -> DoctorCheck {
        if let holder {
            return DoctorCheck("work", .good, "\(holder.command), process \(holder.process), is at work")
        }
        let found =
            state.openRuns.map { "run \($0.id)" }
            + state.proposals.filter { !$0.isPublished }.map { "the branch of \($0.proposal.id)" }
            + state.proposals.compactMap(\.openLanding).map { "\($0.kind.rawValue) of \($0.id)" }
        return found.isEmpty
            ? DoctorCheck("work", .good, "nothing is half done")
            : DoctorCheck(
                "work", .attention, "half done: \(found.joined(separator: ", "))", advice: "rlm-dogfood resume")
    }

    /// Branches that look like proposals and are none: no gate has seen them.
    private static func branches(_ repository: OpenRepository) throws -> DoctorCheck {
        let strays = try repository.proposals.strays()
        return strays.isEmpty
            ? DoctorCheck("branches", .good, "each branch of a proposal is in the journal")
            : DoctorCheck(
                "branches", .attention, "no record knows \(strays.joined(separator: ", "))",
                advice: "No gate of this machine has seen them: delete them with git branch -D, or rename them.")
    }

    /// Whose commits landings are.
    private static func identity(_ repository: OpenRepository) -> DoctorCheck {
        do {
            let person = try repository.git.userSignature()
            return DoctorCheck("you", .good, "\(person.name) <\(person.email)>")
        } catch {
            return DoctorCheck("you", .attention, error.message, advice: error.hint)
        }
    }
}
