import Glibc

/// Cuts bytes that arrive in any chunking into lines, at LF only.
///
/// A CR before it is dropped, empty lines are skipped. A line that arrives in one piece is not copied.
struct LineBuffer {
    let limit: Int
    private var partial: [UInt8] = []

    /// Bytes of a line that has not ended.
    var count: Int { partial.count }

    init(limit: Int) { self.limit = limit }

    /// Hands on the lines that `piece` completes.
    /// - Returns: false when a line is longer than the limit; nothing may follow then.
    mutating func take(_ piece: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        var rest = piece.assumingMemoryBound(to: UInt8.self)
        while let base = rest.baseAddress, let newline = memchr(base, 0x0A, rest.count) {
            let length = UnsafePointer(newline.assumingMemoryBound(to: UInt8.self)) - base
            let line = UnsafeBufferPointer(rebasing: rest[..<length])
            if partial.isEmpty {
                guard hand(line, body) else { return false }
            } else {
                partial += line
                let whole = partial
                partial = []
                guard whole.withUnsafeBufferPointer({ hand($0, body) }) else { return false }
            }
            rest = UnsafeBufferPointer(rebasing: rest[(length + 1)...])
        }
        partial += rest
        // One more, since a CR may stand at the end.
        return partial.count <= limit + 1
    }

    private func hand(_ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        let bare = line.last == 0x0D ? UnsafeBufferPointer(rebasing: line.dropLast()) : line
        guard bare.count <= limit else { return false }
        if !bare.isEmpty { body(bare) }
        return true
    }
}
