package import GitStore

/// Why one edit does not apply.
package struct EditFailure: Sendable, Equatable {
    package var path: String
    /// One line that ends without a full stop.
    package var reason: String
    /// The lines of the file that come nearest, for whoever writes the edit again.
    package var nearest: String?

    package init(path: String, reason: String, nearest: String? = nil) {
        self.path = path
        self.reason = reason
        self.nearest = nearest
    }
}

/// Why edits make no candidate: nothing was changed, not even by those that apply.
package enum EditError: Error, Sendable, Equatable, CustomStringConvertible {
    case edits([EditFailure])
    case git(GitError)

    /// One line for people.
    package var description: String {
        switch self {
        case .edits(let failures):
            let first = failures.first.map { "\($0.path): \($0.reason)" } ?? "no edit"
            return failures.count > 1 ? "\(first) (and \(failures.count - 1) more)" : first
        case .git(let error): return error.description
        }
    }

    /// All failures with the nearest lines, for the model that wrote the edits; 4 KB at most.
    package var feedback: String {
        guard case .edits(let failures) = self else { return description }
        let parts = failures.map { failure in
            ["\(failure.path): \(failure.reason).", failure.nearest].compactMap(\.self).joined(separator: "\n")
        }
        return "No edit was applied.\n\n\(parts.joined(separator: "\n\n"))".limited(toBytes: 4096)
    }
}

extension String {
    /// The text, or as much of its beginning as fits, with a mark that it was cut.
    func limited(toBytes most: Int) -> String {
        guard utf8.count > most else { return self }
        let mark = "\n[cut]"
        return String(decoding: utf8.prefix(max(0, most - mark.utf8.count - 3)), as: UTF8.self) + mark
    }
}
