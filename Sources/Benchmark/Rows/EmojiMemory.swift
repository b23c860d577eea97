/// What a text costs that Python holds in four bytes a character.
struct EmojiMemory: Row {
    let key = "emoji-memory"
    let name = "100 MB with one emoji: peak resident memory"
    let unit = "MB"
    let goal = 480.0
    let method = "all resident pages of all processes of the command, memory files whole, each once, every 3 ms"
    let work = Work.emoji

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.memory.map { Double($0.resident) / 1e6 } }
}
