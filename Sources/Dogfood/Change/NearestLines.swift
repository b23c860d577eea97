/// The lines of a file that come nearest to a search text that is not in it.
enum NearestLines {
    private static let most = 24

    /// A listing with line numbers in which `!` marks lines that differ; nil when nothing comes near.
    static func report(_ search: String, in file: SourceLines) -> String? {
        let wanted = SourceLines(search).all.map(bare)
        guard let start = bestStart(wanted, file.all.map(bare)) else { return nil }
        let end = min(file.count, start + min(wanted.count, most))
        let listing = (start..<end).map { line in
            let mark = bare([UInt8](file[line])) == wanted[line - start] ? " " : "!"
            return "\(mark) \(line + 1) | \(String(decoding: file[line].prefix(160), as: UTF8.self))"
        }
        return "Nearest are lines \(start + 1) to \(end) of the file (! marks those that differ):\n"
            + listing.joined(separator: "\n")
    }

    private static func bare(_ line: [UInt8]) -> [UInt8] { [UInt8](line.withoutTrailingBlanks.drop(while: \.isBlank)) }

    /// Where most lines are as wanted, or else where one line comes near to the longest that is wanted.
    private static func bestStart(_ wanted: [[UInt8]], _ lines: [[UInt8]]) -> Int? {
        var scores: [Int: Int] = [:]
        var places: [[UInt8]: [Int]] = [:]
        for (index, line) in lines.enumerated() where line.count > 2 { places[line, default: []].append(index) }
        for (offset, line) in wanted.enumerated() {
            for place in places[line] ?? [] where place >= offset { scores[place - offset, default: 0] += line.count }
        }
        if let best = scores.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) { return best.key }
        guard let (offset, longest) = wanted.enumerated().max(by: { $0.element.count < $1.element.count }) else {
            return nil
        }
        let pairs = Set(zip(longest, longest.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
        let near = lines.indices.map { ($0, likeness(lines[$0], pairs)) }.max { $0.1 < $1.1 }
        guard let near, near.1 > 0.35 else { return nil }
        return max(0, near.0 - offset)
    }

    /// Of the pairs of bytes in either, how many are in both.
    private static func likeness(_ line: [UInt8], _ pairs: Set<UInt16>) -> Double {
        let own = Set(zip(line, line.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
        let all = own.union(pairs).count
        return all == 0 ? 0 : Double(own.intersection(pairs).count) / Double(all)
    }
}
