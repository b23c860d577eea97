/// How far the lines of an edit stand from where the file has them.
struct IndentationShift: Sendable {
    private let from: [UInt8]
    private let to: [UInt8]

    init(from: [UInt8], to: [UInt8]) {
        self.from = from
        self.to = to
    }

    /// A line where the file would have it; nil when it stands further left than the shift can take it.
    func apply(_ line: [UInt8]) -> [UInt8]? {
        if from == to || line.isBlank { return line }
        if line.starts(with: from) { return to + line.dropFirst(from.count) }
        // The line stands left of the block: it moves as far as the block does.
        if to.count >= from.count, to.suffix(from.count).elementsEqual(from) { return to.dropLast(from.count) + line }
        let excess = from.dropLast(to.count)
        return from.suffix(to.count).elementsEqual(to) && line.starts(with: excess)
            ? [UInt8](line.dropFirst(excess.count)) : nil
    }
}
