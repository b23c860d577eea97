/// One line of the table: a number that the engine is held to.
package protocol Row: Sendable {
    /// A name for the command line.
    var key: String { get }
    /// What is measured, as the table says it.
    var name: String { get }
    var unit: String { get }
    var goal: Double { get }
    var higherIsBetter: Bool { get }
    /// How the number comes about, in a sentence.
    var method: String { get }
    var work: Work { get }
    /// The number of one run; nil when the run does not tell it.
    /// - Parameter limit: what the work's limit took in the same round.
    func value(of sample: Sample, limit: Sample?) -> Double?
    /// One number from those of several rounds.
    func summary(of values: [Double]) -> Double?
    /// What the number stands for in seconds, where it is a ratio.
    func absolute(of sample: Sample) -> Double?
}

extension Row {
    package var higherIsBetter: Bool { false }
    package func summary(of values: [Double]) -> Double? { values.median }
    package func absolute(of sample: Sample) -> Double? { nil }

    /// True when the number is as good as the goal or better.
    package func isMet(by value: Double) -> Bool { higherIsBetter ? value >= goal : value <= goal }
}
