import Glibc

/// Times as people read them, where they are.
enum ClockText {
    /// `2026-11-21 14:32`.
    static func of(_ seconds: Int) -> String {
        var now = time_t(seconds)
        var parts = tm()
        localtime_r(&now, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min))"
    }
}
