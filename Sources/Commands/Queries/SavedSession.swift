import RLMEngine

/// A session as it stands on disk.
struct SavedSession: Sendable, Codable {
    var input: QueryInput
    var exchanges: [ChatExchange]
    /// The model's Python variables, as text that only a worker reads.
    var variables: String?
}
