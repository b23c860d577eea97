/// Something that a compiler had to say of a place.
package struct CompilerDiagnostic: Sendable, Equatable {
    /// A replacement that the compiler offers.
    package struct Fix: Sendable, Equatable {
        package var path: String
        /// Offsets in bytes.
        package var range: Range<Int>
        package var text: String
    }

    package var isWarning: Bool
    package var message: String
    package var path: String
    /// Counted from 1.
    package var line: Int
    /// In bytes.
    package var offset: Int
    /// Of the diagnostic itself.
    package var fixes: [Fix] = []
    /// Of the notes that belong to it.
    package var fixesOfNotes: [Fix] = []
}
