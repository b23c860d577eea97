/// Holds a model's findings against the files: a place that does not stand there is no evidence.
struct FindingChecker {
    let files: ProjectFiles

    /// The finding with the places that hold, each with the line as it is; nil when none holds.
    func checked(_ finding: Finding) -> Finding? {
        var finding = finding
        finding.places = finding.places.compactMap(checked)
        return finding.places.isEmpty ? nil : finding
    }

    private func checked(_ place: Finding.Place) -> Finding.Place? {
        guard let file = files.file(place.path) else { return nil }
        let quote = place.quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let holds = { (line: Int) in
            (1...file.lineCount).contains(line)
                && file.place(ofLine: line).quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    .contains(quote)
        }
        if holds(place.line) { return file.place(ofLine: place.line) }
        // A line that was counted wrong is told by what is quoted, if that stands there once.
        guard quote.count >= 8 else { return nil }
        let lines = (1...file.lineCount).filter(holds)
        return lines.count == 1 ? file.place(ofLine: lines[0]) : nil
    }
}
