/// Text of others made safe to show: what a model or a file says is data and must not steer a terminal.
package enum PlainText {
    /// Drops terminal escape sequences whole, and every control character but newline and tab.
    ///
    /// Also dropped are characters that turn the direction of text, which can make a line read as another one.
    package static func cleaned(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            switch scalar.value {
            case 0x1b: next = skipEscape(from: next, &scalars)
            case 0x9b: next = skipControlSequence(from: next, &scalars)
            case 0x90, 0x98, 0x9d, 0x9e, 0x9f: next = skipString(from: next, &scalars)
            case 0x0a, 0x09: result.append(scalar)
            case 0x0d where next == "\n": break
            case 0x0d: result.append("\n")
            case 0..<0x20, 0x7f..<0xa0: break
            case 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f, 0x061c: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// As `cleaned`, on one line: runs of white space become one space.
    package static func oneLine(_ text: some StringProtocol) -> String {
        cleaned(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// After ESC: returns the first scalar that is no part of the sequence.
    private static func skipEscape<Source: IteratorProtocol<Unicode.Scalar>>(
        from first: Unicode.Scalar?, _ scalars: inout Source
    ) -> Unicode.Scalar? {
        switch first {
        case "[": return skipControlSequence(from: scalars.next(), &scalars)
        case "]", "P", "X", "^", "_": return skipString(from: scalars.next(), &scalars)
        case let scalar? where (0x20...0x2f).contains(scalar.value):
            var next = scalars.next()
            while let scalar = next, (0x20...0x2f).contains(scalar.value) { next = scalars.next() }
            return next == nil ? nil : scalars.next()
        case let scalar? where (0x30...0x7e).contains(scalar.value): return scalars.next()
        default: return first
        }
    }

    /// Parameters up to the letter that ends them.
    private static func skipControlSequence<Source: IteratorProtocol<Unicode.Scalar>>(
        from first: Unicode.Scalar?, _ scalars: inout Source
    ) -> Unicode.Scalar? {
        var next = first
        while let scalar = next, (0x20...0x3f).contains(scalar.value) { next = scalars.next() }
        guard let last = next, (0x40...0x7e).contains(last.value) else { return next }
        return scalars.next()
    }

    /// A string such as a window title, up to BEL or ST; given up at the end of a line, so that a lone introducer
    /// does not swallow what follows.
    private static func skipString<Source: IteratorProtocol<Unicode.Scalar>>(
        from first: Unicode.Scalar?, _ scalars: inout Source
    ) -> Unicode.Scalar? {
        var next = first
        while let scalar = next {
            if scalar == "\n" { return scalar }
            next = scalars.next()
            if scalar.value == 0x07 || scalar.value == 0x9c { return next }
            if scalar.value == 0x1b { return next == "\\" ? scalars.next() : skipEscape(from: next, &scalars) }
        }
        return nil
    }
}
