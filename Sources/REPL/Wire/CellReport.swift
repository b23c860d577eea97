/// What a worker says at the end of a cell; the output itself came through the pipes.
struct CellReport: Equatable {
    enum Outcome: UInt8 {
        case completed = 0
        case raised = 1
        case timedOut = 2
    }

    var outcome: Outcome
    var finalAnswer: String?
    var draftAnswer: String?
    var foreseen: CellResult.Foreseen
    var variables: [CellResult.Variable]

    /// Fields: outcome, whether there is a final answer, it, whether there is a draft, it, how many files
    /// were prepared so far, and how many of them used; then pairs of name and type.
    init(fields: [ArraySlice<UInt8>]) throws(ProtocolViolation) {
        guard fields.count >= 7, fields.count % 2 == 1, let first = fields[0].first,
            let outcome = Outcome(rawValue: first)
        else { throw ProtocolViolation("a broken report of a cell") }
        self.outcome = outcome
        finalAnswer = Self.text(fields[2], present: fields[1])
        draftAnswer = Self.text(fields[4], present: fields[3])
        let counts = fields[5...6].map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        foreseen = CellResult.Foreseen(files: counts[0], used: counts[1])
        variables = stride(from: 7, to: fields.count, by: 2).map {
            CellResult.Variable(
                name: String(decoding: fields[$0], as: UTF8.self), type: String(decoding: fields[$0 + 1], as: UTF8.self)
            )
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>, present: ArraySlice<UInt8>) -> String? {
        present == [1] ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
