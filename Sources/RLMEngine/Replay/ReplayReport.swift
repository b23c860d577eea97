/// How a replay went.
package struct ReplayReport: Sendable, Equatable {
    /// The first thing that was not as recorded.
    package struct Difference: Sendable, Equatable, Codable {
        package enum Kind: String, Sendable, Codable {
            /// What the root model was told.
            case prompt
            /// What a cell did.
            case cell
            /// A model was asked something that the trace does not hold.
            case call
            case answer
        }

        package var kind: Kind
        /// The root model's turn, from 1; 0 before the first.
        package var turn: Int
        /// What it is about, such as the code of the cell or the name of a stream.
        package var place: String
        /// The first line that differs.
        package var recorded: String
        package var found: String
    }

    package var difference: Difference?
    package var turns = 0
    package var cells = 0
    package var calls = 0
    /// True when the recorded run was ended from outside, by a limit of time or money or a kill, and all before is the
    /// same.
    package var endsEarly = false
    /// Cells whose output differs in numbers only, where the code reads the clock or makes numbers by chance.
    package var unrepeatable = 0

    package var isSame: Bool { difference == nil }
}
