/// What a question is asked about, ready to be searched for words.
package struct PassageText: Sendable {
    /// The text, its ASCII letters in lower case.
    private let bytes: [UInt8]

    package init(_ text: String) {
        var text = text
        bytes = text.withUTF8 { $0.map { 65...90 ~= $0 ? $0 | 0x20 : $0 } }
    }

    /// True when the passage has the letters of `stem` anywhere, also within a longer word.
    func contains(_ stem: String) -> Bool {
        ByteSearch.contains(stem, in: bytes)
    }
}
