import Synchronization

/// Chooses `num_ctx` for one model of one server, and notices when a prompt did not fit.
///
/// Ollama cuts a prompt that is longer than `num_ctx` without a word, and its own default is small. A large `num_ctx`
/// costs memory, and changing it makes the server load the model anew, so the size grows in doublings to what prompts
/// need and never shrinks. All models of a process that name the same model share one plan.
final class OllamaContextPlan: Sendable {
    private struct State {
        var info: OllamaModelInfo?
        var size = 0
    }

    private let state = Mutex(State())
    /// The smallest size that is asked for, unless the model itself is smaller.
    static let smallest = 8192
    /// Room for the reply, where a request does not limit it.
    static let replyRoom = 4096

    var info: OllamaModelInfo? {
        get { state.withLock { $0.info } }
        set { state.withLock { $0.info = newValue } }
    }

    /// The size to ask for with a request of `tokens` for prompt and reply, at most `limit`.
    func size(forTokens tokens: Int, limit: Int?) -> Int {
        state.withLock { state in
            let preset = state.info?.presetContextSize ?? 0
            let wanted = max(Self.step(tokens), Self.smallest, preset, state.size)
            let size = min(wanted, limit ?? wanted)
            state.size = max(state.size, size)
            return size
        }
    }

    /// The smallest power of two that holds `tokens`.
    static func step(_ tokens: Int) -> Int {
        var size = 1024
        while size < tokens { size *= 2 }
        return size
    }

    /// Tokens that the prompt will hardly exceed, by what its bytes are: tokenizers need most tokens for digits,
    /// punctuation and scripts other than Latin.
    static func estimate(_ messages: [Message]) -> Int {
        var letters = 0
        var digits = 0
        var marks = 0
        var beyondASCII = 0
        for message in messages {
            for byte in message.text.utf8 {
                switch byte {
                case 0x80...: beyondASCII += 1
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x20: letters += 1
                default: marks += 1
                }
            }
        }
        return letters / 3 + digits + marks * 2 / 3 + beyondASCII * 2 / 3 + messages.count * 16 + 64
    }

    /// Tokens that the prompt has at the very least.
    static func leastTokens(_ messages: [Message]) -> Int { messages.reduce(0) { $0 + $1.text.utf8.count } / 12 }

    /// True when the number of prompt tokens that the server reports shows that it cut the prompt: they fill the whole
    /// window, or they are fewer than the prompt can possibly have.
    static func wasCut(reported: Int, size: Int, messages: [Message]) -> Bool {
        if reported >= size { return true }
        let bytes = messages.reduce(0) { $0 + $1.text.utf8.count }
        return reported > 0 && bytes / 2 > size && reported < leastTokens(messages)
    }
}
