/// The forms of keys and tokens that no commit may hold.
struct SecretPattern: Sendable {
    /// What it is, for people; the secret itself is never shown.
    private let kind: String
    private let prefix: String
    /// How many characters of a token follow.
    private let length: Int

    private static let all = [
        SecretPattern(kind: "a private key", prefix: "PRIVATE KEY-----", length: 0),
        SecretPattern(kind: "an AWS key", prefix: "AKIA", length: 16),
        SecretPattern(kind: "an AWS key", prefix: "ASIA", length: 16),
        SecretPattern(kind: "a GitHub token", prefix: "ghp_", length: 30),
        SecretPattern(kind: "a GitHub token", prefix: "gho_", length: 30),
        SecretPattern(kind: "a GitHub token", prefix: "ghs_", length: 30),
        SecretPattern(kind: "a GitHub token", prefix: "ghu_", length: 30),
        SecretPattern(kind: "a GitHub token", prefix: "github_pat_", length: 30),
        SecretPattern(kind: "a GitLab token", prefix: "glpat-", length: 20),
        SecretPattern(kind: "a Slack token", prefix: "xoxb-", length: 20),
        SecretPattern(kind: "a Slack token", prefix: "xoxp-", length: 20),
        SecretPattern(kind: "a Google key", prefix: "AIza", length: 35),
        SecretPattern(kind: "an Anthropic key", prefix: "sk-ant-", length: 20),
        SecretPattern(kind: "an OpenAI key", prefix: "sk-", length: 32),
        SecretPattern(kind: "a Stripe key", prefix: "sk_live_", length: 20),
        SecretPattern(kind: "a Hugging Face token", prefix: "hf_", length: 30),
        SecretPattern(kind: "an npm token", prefix: "npm_", length: 36),
        SecretPattern(kind: "a signed web token", prefix: "eyJhbGciOi", length: 40),
    ]

    /// What a line seems to hold; nil for nothing.
    static func first(in line: [UInt8]) -> String? { all.first { $0.isIn(line) }?.kind }

    private func isIn(_ line: [UInt8]) -> Bool {
        let prefix = Array(prefix.utf8)
        guard line.count >= prefix.count + length else { return false }
        return (0...line.count - prefix.count - length).contains { start in
            line[start] == prefix[0] && line[start...].starts(with: prefix)
                && (start == 0 || length == 0 || !Self.isPartOfToken(line[start - 1]))
                && line[(start + prefix.count)...].prefix(length).allSatisfy(Self.isPartOfToken)
        }
    }

    private static func isPartOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
