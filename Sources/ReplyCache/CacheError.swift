import SQLiteStore

/// Why the cache cannot be used, and what to do about it.
package struct CacheError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ error: SQLiteError) {
        switch error.kind {
        case .damaged, .type, .other, .constraint:
            self.init("\(error.path): \(error.message). rlm cache clear makes a new one")
        case .newer:
            self.init("\(error.path): \(error.message). Use the newer rlm, or rlm cache clear")
        case .busy, .cannotOpen, .readOnly, .full:
            self.init(error.description)
        }
    }
}
