/// What differs between two versions of a file, in whole lines.
enum LineDifference {
    static func replacements(_ file: SourceFile, _ after: [UInt8]) -> [SourceFile.Replacement] {
        let new = SourceFile(path: file.path, bytes: after)
        let oldLines = (1...file.lineCount).map { Array(file.bytes[file.range(ofLine: $0)]) }
        let newLines = (1...new.lineCount).map { Array(after[new.range(ofLine: $0)]) }
        let difference = newLines.difference(from: oldLines)
        let removed = Set(difference.removals.map(\.offset))
        let inserted = Set(difference.insertions.map(\.offset))
        var found: [SourceFile.Replacement] = []
        var (old, next) = (0, 0)
        while old < oldLines.count || next < newLines.count {
            let (oldStart, nextStart) = (old, next)
            while removed.contains(old) { old += 1 }
            while inserted.contains(next) { next += 1 }
            if old > oldStart || next > nextStart {
                let start = oldStart < oldLines.count ? file.range(ofLine: oldStart + 1).lowerBound : file.bytes.count
                let length = oldLines[oldStart..<old].reduce(0) { $0 + $1.count }
                found.append(
                    SourceFile.Replacement(
                        range: start..<start + length,
                        text: String(decoding: newLines[nextStart..<next].joined(), as: UTF8.self)))
            } else {
                old += 1
                next += 1
            }
        }
        return found
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
