import Commands
import Dogfood
import GitStore

extension DogfoodChecks {
    /// Whether the rules for changes can be read, and where they come from.
    static func policy(_ repository: OpenRepository) throws -> DoctorCheck {
        guard let base = try repository.git.reference("HEAD") else {
            return DoctorCheck("policy", .attention, "there is no commit yet that could have one")
        }
        do {
            let policy = try repository.policy(for: base)
            return DoctorCheck(
                "policy", .good,
                "\(Quantity.counted(policy.mostFiles, "file")) and \(Quantity.counted(policy.mostLines, "line")) at "
                    + "most; \(policy.sources.joined(separator: ", "))")
        } catch let error as PolicyError {
            return DoctorCheck(
                "policy", .broken, error.description, advice: "Mend the file; nothing is proposed until then.")
        }
    }
}
