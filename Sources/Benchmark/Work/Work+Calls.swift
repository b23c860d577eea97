extension Work {
    /// The sub-calls of the work; nil when it makes none.
    package var calls: Calls? {
        if case .calls(let calls) = code { return calls }
        return nil
    }
}
