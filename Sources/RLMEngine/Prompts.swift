import FoundationEssentials

/// The texts that models are told, from `prompts/` (embedded at build) or from a folder of the user's.
package struct Prompts: Sendable, Equatable, Codable {
    /// System prompt of a root model.
    package var root: String
    /// The same, shorter, for small models.
    package var rootCompact: String
    /// System prompt of a plain sub-call.
    package var subModel: String
    /// System prompt when a small input is shown to the model directly.
    package var direct: String
    /// Asks for the best answer when a limit is reached; `{{reason}}` says which.
    package var lastTurn: String

    /// The prompts this program was built with.
    package static let embedded = Prompts(
        root: text(PackageResources.root_md), rootCompact: text(PackageResources.root_compact_md),
        subModel: text(PackageResources.sub_model_md), direct: text(PackageResources.direct_md),
        lastTurn: text(PackageResources.last_turn_md))

    private static let files: [(name: String, prompt: any WritableKeyPath<Prompts, String> & Sendable)] = [
        ("root.md", \.root), ("root-compact.md", \.rootCompact), ("sub-model.md", \.subModel),
        ("direct.md", \.direct), ("last-turn.md", \.lastTurn),
    ]

    /// The embedded prompts, with those replaced that `folder` has a file for.
    /// - Throws: what reading a file that exists throws.
    package func overridden(byFilesIn folder: String) throws -> Prompts {
        var prompts = self
        for (name, keyPath) in Self.files {
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { continue }
            prompts[keyPath: keyPath] = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        }
        return prompts
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).trimmed
    }
}
