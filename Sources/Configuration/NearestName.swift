/// The candidate that a mistyped name most likely meant; nil when none is close.
///
/// Close means at most a third of the letters wrong, counting a swap of neighbours as one mistake, or one name being
/// the beginning of the other.
package func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased())
    var best: (distance: Int, name: String)?
    for candidate in candidates {
        let letters = Array(candidate.lowercased())
        let isPrefix = wanted.count > 2 && (letters.starts(with: wanted) || wanted.starts(with: letters))
        let distance = isPrefix ? 1 : editDistance(wanted, letters)
        let allowed = isPrefix ? 1 : max(1, max(wanted.count, letters.count) / 3)
        if distance <= allowed, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
}

/// ` (did you mean X?)`, or nothing when no candidate is close.
package func suggestion(for name: String, in candidates: some Sequence<String>) -> String {
    nearestName(to: name, in: candidates).map { "; did you mean \($0)?" } ?? ""
}

/// Insertions, deletions, replacements and swaps of neighbours between two names.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, a) in left.enumerated() {
        var current = [row + 1]
        for (column, b) in right.enumerated() {
            var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (a == b ? 0 : 1))
            if row > 0, column > 0, a == right[column - 1], left[row - 1] == b {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
