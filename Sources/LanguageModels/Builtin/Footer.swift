/// The line with which the built-in model names itself at the end of every answer.
enum Footer {
    static func line(_ did: String) -> String {
        "— built-in model (rules, no language model): \(did); for reasoning, use --model, e.g. ollama/qwen3:14b"
    }
}
