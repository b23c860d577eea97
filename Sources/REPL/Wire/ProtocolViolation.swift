/// Something from a worker that a worker never sends: model-written code has got at its socket.
struct ProtocolViolation: Error, Equatable {
    /// What was wrong, to stand in a sentence after "it sent".
    let what: String

    init(_ what: String) {
        self.what = what
    }
}
