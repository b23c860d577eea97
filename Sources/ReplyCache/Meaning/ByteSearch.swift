import Glibc

/// Whether some bytes stand within others.
package enum ByteSearch {
    package static func contains(_ wanted: some StringProtocol, in bytes: [UInt8]) -> Bool {
        var wanted = String(wanted)
        return wanted.withUTF8 { wanted in bytes.withUnsafeBytes { find(UnsafeRawBufferPointer(wanted), in: $0) } }
    }

    private static func find(_ wanted: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = wanted.first, let sought = wanted.baseAddress else { return true }
        guard let start = bytes.baseAddress else { return false }
        var place = 0
        while bytes.count - place >= wanted.count {
            let starts = bytes.count - place - wanted.count + 1
            guard let found = memchr(start + place, Int32(first), starts) else { return false }
            if memcmp(found, sought, wanted.count) == 0 { return true }
            place = UnsafeRawPointer(found) - start + 1
        }
        return false
    }
}
