/// The direction of a vector: a vector of length 1, of which the product with another is the cosine between them.
package struct Direction: Sendable, Equatable {
    let numbers: [Float]

    /// Nil for a vector that has none.
    package init?(_ vector: [Float]) {
        let length = vector.reduce(into: Float(0)) { $0 += $1 * $1 }.squareRoot()
        guard length.isFinite, length > 0 else { return nil }
        numbers = vector.map { $0 / length }
    }

    /// As `bytes` has it; nil for anything else.
    init?(bytes: [UInt8]) {
        guard !bytes.isEmpty, bytes.count.isMultiple(of: 4) else { return nil }
        self.init(
            bytes.withUnsafeBytes { raw in
                (0..<bytes.count / 4).map { place in
                    Float(
                        bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self)))
                }
            })
    }

    var bytes: [UInt8] { numbers.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } } }

    /// From -1 to 1; nil for vectors of different models.
    func cosine(with other: Direction) -> Double? {
        guard numbers.count == other.numbers.count else { return nil }
        return Double(zip(numbers, other.numbers).reduce(into: Float(0)) { $0 += $1.0 * $1.1 })
    }
}
