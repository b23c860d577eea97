/// How one test ended.
package enum TestOutcome: String, Codable, Sendable {
    case passed, failed, skipped
    /// It failed in a way that it says it may.
    case known
    /// It started and never ended.
    case unfinished

    /// From best to worst, for a test that ran more than once.
    private var rank: Int {
        switch self {
        case .passed: 0
        case .known: 1
        case .skipped: 2
        case .unfinished: 3
        case .failed: 4
        }
    }

    func worse(_ other: TestOutcome) -> TestOutcome { other.rank > rank ? other : self }
}
