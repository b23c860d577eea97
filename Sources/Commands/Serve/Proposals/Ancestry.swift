import FoundationEssentials

/// The processes that a process was started by.
package enum Ancestry {
    /// The paths of the programs of a process and of those above it, as far as they can be seen, nearest first.
    package static func programs(of process: Int32) -> [String] {
        var programs: [String] = []
        var process = process
        for _ in 0..<64 where process > 1 {
            if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe") {
                programs.append(path)
            }
            guard let next = parent(of: process) else { break }
            process = next
        }
        return programs
    }

    /// Field 4 of `/proc/PID/stat`; the second, in brackets, may hold anything.
    private static func parent(of process: Int32) -> Int32? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat"),
            let end = data.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = String(decoding: data[(end + 1)...], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }
}
