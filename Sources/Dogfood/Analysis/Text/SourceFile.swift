/// A text file of the base commit.
package struct SourceFile: Sendable {
    /// From the top of the repository, parts joined by `/`.
    package let path: String
    /// UTF-8.
    package let bytes: [UInt8]
    /// Where each line begins.
    private let lineStarts: [Int]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") && index + 1 < bytes.count {
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    package var lineCount: Int { lineStarts.count }

    /// The part after the last dot of the name, in lower case; empty when there is none.
    package var fileExtension: String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// The number of the line, counted from 1, that an offset lies in.
    package func line(at offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The bytes of a line, with its line break.
    package func range(ofLine line: Int) -> Range<Int> {
        lineStarts[line - 1]..<(line < lineStarts.count ? lineStarts[line] : bytes.count)
    }

    package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The lines of Swift documentation directly above a declaration's first line, past lines of attributes.
    func documentation(aboveLine line: Int) -> [Int] {
        func start(_ line: Int) -> Substring { text(range(ofLine: line)).drop { $0 == " " || $0 == "\t" } }
        var line = line - 1
        while line >= 1, start(line).hasPrefix("@") { line -= 1 }
        let last = line
        while line >= 1, start(line).hasPrefix("///") { line -= 1 }
        return Array(line + 1..<last + 1)
    }

    /// A line as a place to show.
    package func place(ofLine line: Int) -> Finding.Place {
        let white = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
        let text = bytes[range(ofLine: line)].drop(while: white)
        let end = text.lastIndex { !white($0) }.map { $0 + 1 } ?? text.startIndex
        return Finding.Place(
            path: path, line: line, quote: String(decoding: text[text.startIndex..<end], as: UTF8.self))
    }
}
