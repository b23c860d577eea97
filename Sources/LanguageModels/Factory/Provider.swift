/// Who serves a model: the part of its name before the first slash.
package enum Provider: String, Sendable, CaseIterable {
    case builtin, ollama, openai, anthropic, deepseek, openrouter, huggingface, vllm, llamacpp, command, scripted

    /// True for what runs on the user's own machines and costs nothing by the token.
    package var isLocal: Bool {
        switch self {
        case .builtin, .ollama, .vllm, .llamacpp, .scripted: true
        default: false
        }
    }

    /// The server that is asked unless the settings say otherwise; nil for what is no server.
    package var defaultBaseURL: String? {
        switch self {
        case .ollama: "http://127.0.0.1:11434"
        case .openai: "https://api.openai.com/v1"
        case .anthropic: "https://api.anthropic.com"
        case .deepseek: "https://api.deepseek.com/v1"
        case .openrouter: "https://openrouter.ai/api/v1"
        case .huggingface: "https://router.huggingface.co/v1"
        case .vllm: "http://127.0.0.1:8000/v1"
        case .llamacpp: "http://127.0.0.1:8080/v1"
        case .builtin, .command, .scripted: nil
        }
    }

    /// The environment variable that holds the key.
    package var keyVariable: String? {
        switch self {
        case .openai: "OPENAI_API_KEY"
        case .anthropic: "ANTHROPIC_API_KEY"
        case .deepseek: "DEEPSEEK_API_KEY"
        case .openrouter: "OPENROUTER_API_KEY"
        case .huggingface: "HF_TOKEN"
        case .ollama: "OLLAMA_API_KEY"
        case .vllm: "VLLM_API_KEY"
        case .llamacpp: "LLAMA_API_KEY"
        case .builtin, .command, .scripted: nil
        }
    }

    /// The environment variable that moves the provider to another server, where the field has one.
    package var baseURLVariable: String? {
        switch self {
        case .openai: "OPENAI_BASE_URL"
        case .anthropic: "ANTHROPIC_BASE_URL"
        default: nil
        }
    }

    /// True when the provider's own server answers nobody without a key.
    package var requiresKey: Bool {
        switch self {
        case .openai, .anthropic, .deepseek, .openrouter, .huggingface: true
        default: false
        }
    }

    /// What a user types, as an example.
    package var example: String {
        switch self {
        case .builtin: "builtin"
        case .ollama: "ollama/qwen3:14b"
        case .openai: "openai/gpt-5"
        case .anthropic: "anthropic/claude-sonnet-4-20250514"
        case .deepseek: "deepseek/deepseek-chat"
        case .openrouter: "openrouter/qwen/qwen3-coder"
        case .huggingface: "huggingface/Qwen/Qwen3-235B-A22B-Instruct-2507"
        case .vllm: "vllm/Qwen/Qwen3-14B"
        case .llamacpp: "llamacpp/default"
        case .command: "'command/claude -p'"
        case .scripted: "scripted/replies.txt"
        }
    }
}
