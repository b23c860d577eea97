/// Text that looks like prose to a program: lines of random words, the same each time.
enum WordText {
    /// A million bytes of ASCII.
    static func block() -> [UInt8] {
        var random = SplitMix(state: 7)
        let words = (0..<5000).map { _ in
            (0..<Int.random(in: 2...9, using: &random)).map { _ in
                UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &random)
            }
        }
        var text: [UInt8] = []
        text.reserveCapacity(1_000_200)
        while text.count < 1_000_000 {
            for _ in 0..<12 {
                text += words[Int.random(in: words.indices, using: &random)]
                text.append(UInt8(ascii: " "))
            }
            text[text.count - 1] = UInt8(ascii: "\n")
        }
        text.removeLast(text.count - 999_999)
        return text + [UInt8(ascii: "\n")]
    }

    /// A generator that gives the same numbers each time.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
