import Configuration
import ReplyCache

extension ReplyCache {
    /// The cache as the settings have it; nil when it is not to be used.
    static func configured(
        _ settings: CacheSettings, environment: [String: String], onProblem: @escaping @Sendable (String) -> Void
    ) -> ReplyCache? {
        guard settings.enabled, let folder = CacheFolder(environment: environment) else { return nil }
        return ReplyCache(folder: folder, limits: CacheLimits(settings), onProblem: onProblem)
    }
}

extension CacheLimits {
    init(_ settings: CacheSettings) {
        self.init(bytes: settings.maxSize, age: settings.maxAge)
    }
}
