/// How a mock server answers, as its `/script` takes it; what is nil stays as the server has it.
struct MockScript: Encodable, Sendable, Equatable {
    /// The root model's replies in turn, the last one for good.
    var root: [String]
    /// The sub-model's reply; `{prompt}` stands for the beginning of the prompt.
    var sub = "{prompt}"
    var sub_latency = 0.0
    var slots: Int?
    var failure_rate: Double?
    var slow: Double?
}
