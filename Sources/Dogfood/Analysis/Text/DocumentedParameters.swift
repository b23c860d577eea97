/// Reads `- Parameter x:` and the list under `- Parameters:` out of a documentation comment.
enum DocumentedParameters {
    static func names(in file: SourceFile, lines: [Int]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        /// How far the items of the list under `- Parameters:` are indented, once the first is seen.
        var listIndent: Int?
        var inList = false
        for line in lines {
            let range = file.range(ofLine: line)
            guard let slashes = file.bytes[range].firstIndex(of: UInt8(ascii: "/")) else { continue }
            let start = slashes + 3
            let content = file.bytes[start..<range.upperBound]
            let indent = content.prefix { $0 == UInt8(ascii: " ") }.count
            guard let mark = content.dropFirst(indent).first, "-*".utf8.contains(mark) else { continue }
            let item = content.dropFirst(indent + 1).drop { $0 == UInt8(ascii: " ") }
            let text = String(decoding: item, as: UTF8.self).lowercased()
            if text.hasPrefix("parameters:") {
                (inList, listIndent) = (true, nil)
            } else if text.hasPrefix("parameter ") {
                let rest = item.dropFirst("parameter ".count).drop { $0 == UInt8(ascii: " ") }
                if let name = name(rest) { found.append(name) }
            } else if inList {
                if indent <= 1 {
                    inList = false
                } else if listIndent == nil || listIndent == indent {
                    listIndent = indent
                    if let name = name(item) { found.append(name) }
                }
            }
        }
        return found
    }

    private static func name(_ text: ArraySlice<UInt8>) -> Range<Int>? {
        let name = text.prefix(while: SwiftToken.isName)
        guard !name.isEmpty, text.dropFirst(name.count).drop(while: { $0 == 32 }).first == UInt8(ascii: ":") else {
            return nil
        }
        return name.startIndex..<name.endIndex
    }
}
