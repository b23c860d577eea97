/// How far the reading of the input is.
package struct CorpusProgress: Sendable, Equatable {
    /// Files found so far, those that are skipped included.
    package var filesSeen: Int
    package var bytesRead: Int
}
