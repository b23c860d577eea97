import Configuration
import FoundationEssentials
import ReplyCache

/// What `rlm cache` prints.
struct CacheReport {
    let path: String
    let settings: CacheSettings
    /// What the cache holds now.
    var statistics = CacheStatistics()
    /// Replies that were removed; nil when none were to be, or their number is not known.
    var removed: Int?
    /// The database was thrown away as a whole, because it could not be read.
    var wasUnreadable = false

    init(path: String, settings: CacheSettings) {
        self.path = path
        self.settings = settings
    }

    var text: String {
        var lines: [String] = []
        if wasUnreadable { lines.append("removed \(path), which could not be read") }
        if let removed { lines.append("removed \(Self.replies(removed))") }
        if !wasUnreadable {
            let size = "\(Self.mebibytes(statistics.bytes)) of \(Self.mebibytes(settings.maxSize)) MiB"
            lines.append("\(Self.replies(statistics.replies)), \(size), used again \(Self.times(statistics.uses))")
        }
        lines += statistics.models.map { model in
            "  \(PlainText.oneLine(model.name)): \(Self.replies(model.replies)), used again \(Self.times(model.uses))"
        }
        if let oldest { lines.append("the oldest is of \(oldest.formatted(.iso8601))") }
        lines.append(settings.enabled ? path : "\(path) (not in use: cache.enabled is false)")
        return lines.joined(separator: "\n") + "\n"
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = Document(
            path: path, enabled: settings.enabled, bytes: statistics.bytes, maxBytes: settings.maxSize,
            maxAgeDays: settings.maxAge / 86_400, replies: statistics.replies, uses: statistics.uses,
            oldest: oldest?.formatted(.iso8601),
            models: statistics.models.map { Document.Model(name: $0.name, replies: $0.replies, uses: $0.uses) },
            removed: removed)
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        struct Model: Encodable {
            var name: String
            var replies: Int
            var uses: Int
        }

        var path: String
        var enabled: Bool
        var bytes: Int
        var maxBytes: Int
        var maxAgeDays: Double
        var replies: Int
        var uses: Int
        @NullWhenNil var oldest: String?
        var models: [Model]
        @NullWhenNil var removed: Int?
    }

    private var oldest: Date? { statistics.oldest.map { Date(timeIntervalSince1970: $0) } }

    private static func replies(_ count: Int) -> String { count == 1 ? "1 reply" : "\(Quantity.short(count)) replies" }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(Quantity.short(count)) times" }

    private static func mebibytes(_ bytes: Int) -> String {
        let tenths = bytes * 10 / (1 << 20)
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
