/// Copies text and escapes it for a JSON string in the same pass.
enum JSONEscaping {
    /// Bytes that `count` bytes of text may become, and those that are written past the end on the way.
    static func room(for count: Int) -> Int { 6 * count + 16 }

    /// Writes the escaped text, for which there has to be `room`, and returns how many bytes it takes.
    ///
    /// Sixteen bytes are copied at a time, whatever is in them; where one has to be escaped, the next sixteen begin
    /// behind it and are copied over what was too much.
    /// - Parameter keepingNUL: false to write the replacement character for it.
    static func copy(
        _ text: UnsafeRawBufferPointer, to output: UnsafeMutableRawPointer, keepingNUL: Bool
    ) -> Int {
        var place = 0
        var end = output
        while place &+ 16 <= text.count {
            let first = text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let second = text.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
            end.storeBytes(of: first, as: UInt64.self)
            end.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
            let (firstMarks, secondMarks) = (marks(first), marks(second))
            if firstMarks | secondMarks == 0 {
                place &+= 16
                end += 16
                continue
            }
            // Without a branch, which could not be foretold; no mark in a word counts as its eight bytes.
            let plain = firstMarks.trailingZeroBitCount &>> 3
            let more = (secondMarks.trailingZeroBitCount &>> 3) & (0 &- (plain &>> 3))
            place &+= plain &+ more
            end += plain &+ more
            end += escape(text[place], at: end, keepingNUL)
            place &+= 1
        }
        while place < text.count {
            end += write(text[place], at: end, keepingNUL)
            place &+= 1
        }
        return end - output
    }

    /// The top bit of each byte that may have to be escaped; the lowest one that is set is right.
    ///
    /// A byte below n, or equal to one that it is first combined with, borrows when n is taken from it, and so sets its
    /// top bit, and perhaps that of bytes above it.
    private static func marks(_ loaded: UInt64) -> UInt64 {
        let word = UInt64(littleEndian: loaded)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let borrowed =
            ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return borrowed & (ones &* 0x80)
    }

    private static func write(_ byte: UInt8, at end: UnsafeMutableRawPointer, _ keepsNUL: Bool) -> Int {
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            return escape(byte, at: end, keepsNUL)
        }
        end.storeBytes(of: byte, as: UInt8.self)
        return 1
    }

    private static func escape(_ byte: UInt8, at end: UnsafeMutableRawPointer, _ keepsNUL: Bool) -> Int {
        let letter: UInt8
        switch byte {
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0D: letter = UInt8(ascii: "r")
        case 0x09: letter = UInt8(ascii: "t")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
        default: return escapeRareControl(byte, at: end, keepsNUL)
        }
        end.storeBytes(of: UInt8(ascii: "\\"), as: UInt8.self)
        end.storeBytes(of: letter, toByteOffset: 1, as: UInt8.self)
        return 2
    }

    private static func escapeRareControl(_ byte: UInt8, at end: UnsafeMutableRawPointer, _ keepsNUL: Bool) -> Int {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
        let bytes: [UInt8] =
            byte == 0 && !keepsNUL
            ? Array("\u{FFFD}".utf8) : Array("\\u00".utf8) + [digit(byte >> 4), digit(byte & 15)]
        end.copyMemory(from: bytes, byteCount: bytes.count)
        return bytes.count
    }
}
