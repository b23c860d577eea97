/// What the cache holds.
package struct CacheStatistics: Sendable, Equatable {
    /// The replies of one model.
    package struct Model: Sendable, Equatable {
        package var name: String
        package var replies: Int
        /// How often they were given in place of a call.
        package var uses: Int
    }

    /// Bytes of the database without what SQLite keeps beside it for a while.
    package var bytes = 0
    /// Seconds since 1970 of the oldest reply; nil when there is none.
    package var oldest: Double?
    /// By number of replies, the most first.
    package var models: [Model] = []

    package init() {}

    package var replies: Int { models.reduce(0) { $0 + $1.replies } }
    package var uses: Int { models.reduce(0) { $0 + $1.uses } }
}
