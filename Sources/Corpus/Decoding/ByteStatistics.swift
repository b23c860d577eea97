/// How often each byte occurs: what tells text of an older encoding from binary data.
struct ByteStatistics {
    private var counts = [Int](repeating: 0, count: 256)
    private let total: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        counts.withUnsafeMutableBufferPointer { counts in
            for byte in bytes { counts[Int(byte)] &+= 1 }
        }
        total = bytes.count
    }

    /// Bytes outside ASCII.
    var high: Int { counts[0x80...].reduce(0, +) }

    /// Bytes of Windows-1252 that become three bytes of UTF-8, and those that become two.
    var windows1252Growth: Int { high + TextDecoder.windows1252.indices.reduce(0) { $0 + threeByte($1) } }

    private func threeByte(_ index: Int) -> Int {
        TextDecoder.windows1252[index] >= 0x800 ? counts[0x80 + index] : 0
    }

    /// Control characters that text does not hold.
    private var controls: Int {
        let allowed: Set<Int> = [8, 9, 10, 11, 12, 13, 27]
        return counts[0x7F] + (0..<32).reduce(0) { allowed.contains($1) ? $0 : $0 + counts[$1] }
    }

    /// Bytes that Windows-1252 does not define.
    private var undefined: Int { [0x81, 0x8D, 0x8F, 0x90, 0x9D].reduce(0) { $0 + counts[$1] } }

    /// Mostly ASCII, with no control character and no byte that Windows-1252 lacks.
    var looksLikeWindows1252: Bool { controls == 0 && undefined == 0 && high * 10 <= total * 3 }

    /// More than one byte in twenty is a control character.
    var looksBinary: Bool { controls * 20 > total }
}
