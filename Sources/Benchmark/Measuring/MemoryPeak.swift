/// The most memory that a tree of processes held at once, in bytes; a page that several of them share counts once.
package struct MemoryPeak: Sendable, Equatable {
    /// Pages that are no file's on disk, those of memory files included: they stay for as long as they are needed.
    package var anonymous = 0
    /// All pages, those of mapped files included.
    package var resident = 0

    mutating func take(_ other: MemoryPeak) {
        anonymous = max(anonymous, other.anonymous)
        resident = max(resident, other.resident)
    }
}
