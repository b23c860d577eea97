import RLMEngine

/// One line of a chat on disk; exactly one of the fields is there.
struct ChatRecord: Codable, Equatable {
    /// How a session was begun.
    struct Start: Codable, Equatable {
        var version = 1
        /// The folder that paths start from.
        var folder: String
        /// Everything behind `rlm chat` on the command line.
        var arguments: [String]
        /// Seconds since 1970.
        var time: Double
    }

    /// What the questions from here on are about.
    struct Input: Codable, Equatable {
        var paths: [String]
        /// What each file holds, by its path; see `Corpus.contentDigests`.
        var files: [String: String]
        /// The files that were added to the first ones, step by step.
        var parts: [[String]]
    }

    var start: Start?
    var input: Input?
    /// The name of the root model from here on, where `/model` changed it.
    var model: String?
    var exchange: ChatExchange?
}

/// A chat as it stands on disk.
struct SavedChat {
    var id: String
    var start: ChatRecord.Start
    var input: ChatRecord.Input
    var model: String?
    var exchanges: [ChatExchange] = []
    /// The model's Python variables, as text that only a worker reads.
    var variables: String?
}
