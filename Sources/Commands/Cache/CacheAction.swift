/// What `rlm cache` can do.
enum CacheAction: String, CaseIterable {
    case stats, clear, prune
}
