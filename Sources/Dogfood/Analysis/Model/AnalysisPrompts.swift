/// The texts that a model analyst is asked with, from `prompts/` (embedded at build).
enum AnalysisPrompts {
    static let analyse = text(PackageResources.dogfood_analyse_md)
    static let draft = text(PackageResources.dogfood_draft_md)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
