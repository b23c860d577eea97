/// A piece of work that is put to every contestant in the same form.
///
/// The root model of every contestant is the mock server, so the code that it "writes" is given here. A contestant
/// that has another idiom for it gets its own form from its driver.
package struct Work: Sendable {
    package enum Code: Sendable {
        /// So many turns that each look at the length of the input.
        case looks(turns: Int)
        /// Python that makes sub-calls and leaves the number of right replies in `n`.
        case calls(Calls)
        /// One look at the length of the input, for each of several questions that are put to one daemon.
        case questions
    }

    /// How the code makes its calls, as every engine writes it.
    package enum Form: String, Sendable, Encodable {
        case comprehension
        case batched
        /// `rlm_query_batched`, each child with one sub-call of its own.
        case children
    }

    /// Sub-calls that the code makes, each with a number of its own in its prompt, so that replies can be told apart.
    package struct Calls: Sendable {
        package var form: Form
        package var count: Int
        /// Characters of a prompt, and how far apart their pieces of the input begin.
        package var size: Int
        package var stride: Int
        package var concurrency: Int
        /// Seconds that the mock server takes for each.
        package var latency = 0.0
    }

    /// What no engine can beat, measured in the same round.
    package enum Limit: Sendable {
        /// Mapping the file and looking at each of its bytes once.
        case scan
        /// The plainest client of libcurl, making the same calls.
        case client
    }

    /// A name for the command line and for messages.
    package var name: String
    package var input: InputFile
    package var code: Code
    package var limit: Limit?
    /// True runs the work once more in each round with the memory watched.
    package var watchesMemory = false
    /// Several servers that answer the sub-calls; nil for the one that answers everything else.
    package var fleet: Fleet?

    /// True for an answer that only a whole run can give.
    ///
    /// A run that looks tells the characters of its `context`; an engine may put a line with the file's name before them.
    func accepts(_ answer: Int) -> Bool {
        switch code {
        case .looks: (input.characters...input.characters + 300).contains(answer)
        case .calls(let calls): (0...calls.count).contains(answer)
        case .questions: answer >= input.characters
        }
    }
}

extension Work: Equatable {
    package static func == (one: Work, other: Work) -> Bool { one.name == other.name }
}
