/// An input of exact size that is made for the measurements.
package enum InputFile: Sendable, Hashable {
    /// Lines of random words, in millions of bytes.
    case ascii(megabytes: Int)
    /// The same behind one emoji, which makes Python hold four bytes for each character.
    case emoji(megabytes: Int)

    static let emoji = "\u{1F600}"

    package var fileName: String {
        switch self {
        case .ascii(let megabytes): "ascii-\(megabytes)mb.txt"
        case .emoji(let megabytes): "emoji-\(megabytes)mb.txt"
        }
    }

    package var megabytes: Int {
        switch self {
        case .ascii(let megabytes), .emoji(let megabytes): megabytes
        }
    }

    package var characters: Int {
        switch self {
        case .ascii(let megabytes): megabytes * 1_000_000
        case .emoji(let megabytes): megabytes * 1_000_000 + 1
        }
    }

    package var bytes: Int { characters + (self == .ascii(megabytes: megabytes) ? 0 : Self.emoji.utf8.count - 1) }
}
