import GitStore

/// How paths are shown and joined.
enum ShownPath {
    private static let slash = UInt8(ascii: "/")

    /// A path as text for a header line, a citation and a terminal.
    ///
    /// Bytes that are not UTF-8, control characters and those that turn the direction of writing are written as
    /// `\xff`, `\n`, `\u{202e}`.
    static func text(_ path: GitPath) -> String {
        if path.allSatisfy({ 0x20..<0x7F ~= $0 }) { return String(decoding: path, as: UTF8.self) }
        var text = ""
        path.withUnsafeBytes { bytes in
            var pieces = UTF8Pieces(bytes)
            while let piece = pieces.next() {
                switch piece {
                case .valid(let range):
                    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
                        append(scalar, to: &text)
                    }
                case .broken(let range):
                    for byte in bytes[range] { text += "\\x" + String(byte, radix: 16) }
                }
            }
        }
        return text
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\n": text += "\\n"
        case "\t": text += "\\t"
        case "\r": text += "\\r"
        case _ where isHarmful(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: scalar.properties.isBidiControl
        }
    }

    /// A path as typed, without what changes nothing: `./` at its start, `//`, `/./`, a slash at its end.
    ///
    /// Empty for the current folder.
    static func normalized(_ typed: String) -> GitPath {
        let path = GitPath(typed.utf8)
        let parts = path.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }
        let joined = GitPath(parts.joined(separator: [slash]))
        return path.first == slash ? [slash] + joined : joined
    }

    /// `path` below `folder`; either may be empty.
    static func join(_ folder: GitPath, _ path: GitPath) -> GitPath {
        if folder.isEmpty { return path }
        if path.isEmpty { return folder }
        return folder.last == slash ? folder + path : folder + [slash] + path
    }

    /// What follows `folder` in `path`; nil when `path` is not in it. Empty when they are the same.
    static func relative(_ path: GitPath, to folder: GitPath) -> GitPath? {
        let folder = folder.last == slash ? folder.dropLast() : folder[...]
        guard path.starts(with: folder) else { return nil }
        let rest = path.dropFirst(folder.count)
        if rest.isEmpty { return [] }
        return rest.first == slash ? GitPath(rest.dropFirst()) : nil
    }
}
