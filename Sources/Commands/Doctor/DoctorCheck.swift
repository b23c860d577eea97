/// One thing that `rlm doctor` looked at.
package struct DoctorCheck: Sendable, Encodable {
    package enum State: String, Sendable, Encodable {
        /// In place.
        case good
        /// Works, but not as well as it could.
        case attention
        /// Keeps `rlm` from working.
        case broken
    }

    package var name: String
    package var state: State
    /// What was found.
    package var detail: String
    /// What to do about it; nil when nothing needs to be done.
    @NullWhenNil package var advice: String?

    package init(_ name: String, _ state: State = .good, _ detail: String, advice: String? = nil) {
        self.name = name
        self.state = state
        self.detail = detail
        self.advice = advice
    }
}
