/// How much the cache may hold.
package struct CacheLimits: Sendable, Equatable {
    /// Bytes of the database; what was not used for longest goes first.
    package var bytes: Int
    /// Seconds after which a reply is no longer given.
    package var age: Double

    package init(bytes: Int = 256 << 20, age: Double = 30 * 86_400) {
        self.bytes = bytes
        self.age = age
    }

    /// A reply that took a larger part of the cache would throw out too many others.
    var longestReply: Int { bytes / 8 }
}
