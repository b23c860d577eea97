/// Words that a question is asked with, whatever it is about.
enum AskingWords {
    static let all: Set<String> = [
        "a", "an", "and", "answer", "are", "as", "at", "be", "been", "being", "briefly", "can", "describe", "did", "do",
        "does", "done", "each", "exactly", "explain", "extract", "find", "following", "for", "give", "given", "had",
        "has", "have", "here", "i", "identify", "in", "is", "it", "its", "let", "list", "me", "mention", "name", "of",
        "on", "our", "out", "passage", "please", "point", "question", "reply", "report", "say", "see", "shall",
        "show", "so", "state", "stated", "summarise", "summarize", "summary", "tell", "text", "that", "the", "their",
        "them", "then", "there", "these", "they", "this", "those", "to", "us", "using", "was", "we", "were", "what",
        "which", "will", "with", "would", "you", "your",
    ]
}
