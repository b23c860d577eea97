/// How closely a person should look at a change that the policy lets pass.
struct RiskRating {
    let risk: Risk
    /// One line each.
    let tripwires: [String]

    init(_ files: [ChangedFile]) {
        var reasons: [(level: Risk.Level, text: String)] = []
        for file in files where file.pathClass == .humanOnly {
            let what = file.existed ? "changes" : "adds"
            reasons.append((.high, "\(what) \(file.path), which only a person should change"))
        }
        var tripped: [String] = []
        for wire in Tripwire.all {
            for file in files {
                guard let word = wire.word(in: file) else { continue }
                tripped.append("\(file.path) \(wire.meaning) (\(word.filter { !$0.isNewline }))")
                reasons.append((wire.level, "\(file.path) \(wire.meaning)"))
            }
        }
        let lost = Tripwire.lostChecks(files)
        if lost >= 2 {
            tripped.append("removes \(lost) more checks and messages than it adds")
            reasons.append((.medium, "removes checks or messages"))
        }
        reasons += Self.sizeReasons(files)
        let level: Risk.Level = reasons.contains { $0.level == .high } ? .high : reasons.isEmpty ? .low : .medium
        risk = Risk(
            level: level,
            reasons: reasons.filter { $0.level == .high }.map(\.text)
                + reasons.filter { $0.level != .high }.map(\.text))
        tripwires = tripped
    }

    private static func sizeReasons(_ files: [ChangedFile]) -> [(level: Risk.Level, text: String)] {
        var reasons: [(level: Risk.Level, text: String)] = []
        let lines = files.reduce(0) { $0 + $1.added.count + $1.removed.count }
        if lines > 100 { reasons.append((.medium, "changes \(lines) lines")) }
        if files.count > 5 { reasons.append((.medium, "changes \(files.count) files")) }
        for file in files where !file.remains { reasons.append((.medium, "deletes \(file.path)")) }
        func interface(_ lines: [[UInt8]]) -> Int {
            lines.count { line in ["public ", "open class ", "open func "].contains { Tripwire.texts($0, line) > 0 } }
        }
        for file in files where interface(file.removed) > interface(file.added) {
            reasons.append((.medium, "takes something public out of \(file.path)"))
        }
        return reasons
    }
}

extension Risk {
    /// The risk of a change whose reasons are given in these words, which end up in its commit's message.
    package func raised(by finding: Finding) -> Risk {
        let wire = Tripwire.speaking
        guard wire.word(in: "\(finding.claim)\n\(finding.rationale)") != nil else { return self }
        return Risk(level: .high, reasons: ["what is said of the change \(wire.meaning)"] + reasons)
    }
}
