extension Collection where Element == Double {
    /// The middle one by size, or the mean of the two in the middle; nil of none.
    var median: Double? {
        let ordered = sorted()
        guard let upper = ordered.dropFirst(count / 2).first else { return nil }
        return count % 2 == 1 ? upper : (upper + ordered[count / 2 - 1]) / 2
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
