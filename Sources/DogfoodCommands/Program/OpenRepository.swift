package import Commands
import FoundationEssentials

extension OpenRepository {
    /// Opens the repository that `--repo` names, or that the current folder lies in.
    package convenience init(_ input: VerbInput) throws {
        let named = input.parsed.text("--repo") ?? "."
        try self.init(at: URL(filePath: named).path(percentEncoded: false), environment: input.environment)
    }
}
