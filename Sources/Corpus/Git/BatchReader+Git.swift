import GitStore

extension BatchReader {
    /// Reads a file of a tree.
    mutating func readBlob(_ text: PlannedText, _ place: GitPlace, _ id: GitObjectID) throws(CorpusError) {
        var failure: CorpusError?
        do throws(GitError) {
            let repository = try repository(place)
            let size = try repository.size(of: id)
            guard size <= options.maximumFileSize || text.isNamed else { return skip(text, .tooLarge(bytes: size)) }
            try repository.withContent(of: id) { bytes in
                do throws(CorpusError) { try add(text, bytes) } catch { failure = error }
            }
        } catch {
            skip(text, .unreadable(error.message))
        }
        if let failure { throw failure }
    }

    /// Reads a commit; one that changes nothing of what the user named is left out.
    mutating func readCommit(_ text: PlannedText, _ place: GitPlace, _ id: GitObjectID) throws(CorpusError) {
        let bytes: [UInt8]?
        do throws(GitError) {
            let commit = CommitText(
                repository: try repository(place), place: place, maximumSize: options.maximumFileSize)
            bytes = try commit.bytes(of: id)
        } catch {
            return skip(text, .unreadable(error.message))
        }
        guard let bytes else {
            leftOut += 1
            return
        }
        var failure: CorpusError?
        bytes.withUnsafeBytes { bytes in
            do throws(CorpusError) { try add(text, bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
