import Testing

@testable import ReplyCache

/// Questions that must not be taken for one another, however alike they are, and questions that may.
@Suite struct TellingWordsTests {
    private static let passage = PassageText(
        """
        func parse(line: String) throws -> Node { // Limits: 10 retries, a timeout of 30 s.
            if line.isEmpty { throw ParseError.empty }
            guard let reader = Reader(line) else { return nil } // The client sends, the server answers.
        }
        """)

    private func words(_ question: String) -> [String] {
        TellingWords.list(of: question, passage: Self.passage)
    }

    @Test(arguments: [
        ("Does parse throw here?", "Does parse not throw here?"),
        ("Does parse throw here?", "Doesn't parse throw here?"),
        ("Does it return a node?", "Does it never return a node?"),
        ("What is done with errors?", "What is done without errors?"),
        ("What stands on line 10?", "What stands on line 20?"),
        ("Which of the 3 limits hold?", "Which of the three limits hold?"),
        ("What does v1.2 change?", "What does v1.3 change?"),
        ("What does the flag -x do?", "What does the flag -y do?"),
        ("Which values lie in 0..<10?", "Which values lie in 0...10?"),
        ("What does readLine do?", "What does readLines do?"),
        ("What does read_line do?", "What does read_lines do?"),
        ("What does parse() return?", "What does print() return?"),
        ("What is in src/a.swift?", "What is in src/b.swift?"),
        ("What does Reader do?", "What does Writer do?"),
        ("Paris is mentioned where?", "London is mentioned where?"),
        ("What does `empty` mean?", "What does `full` mean?"),
        ("What does \"a b\" mean?", "What does \"a c\" mean?"),
        ("What does 'empty' mean?", "What does 'full' mean?"),
        ("What does “leer” mean?", "What does “voll” mean?"),
        ("Does A call B?", "Does B call A?"),
        ("What does the client send to the server?", "What does the server send to the client?"),
        ("What happens before the parsing?", "What happens after the parsing?"),
        ("Which error comes first?", "Which error comes last?"),
        ("Which lines may throw?", "Which lines must throw?"),
        ("Where is the timeout decided?", "When is the timeout decided?"),
        ("Where is the timeout decided?", "Where is the retry decided?"),
        ("List all limits.", "List some limits."),
        ("Is the input open?", "Is the input closed?"),
        ("Which functions does it call?", "Which functions is it called by?"),
        ("Tell what a reader reads from.", "Tell what a reader reads into."),
        ("Is x > 5 checked?", "Is x < 5 checked?"),
        ("What costs 5%?", "What costs 5?"),
        ("Ist 10 km weit?", "Ist 10 m weit?"),
    ])
    func tellsApart(one: String, other: String) {
        #expect(words(one) != words(other), "\(words(one))")
        #expect(words(one) == words(one))
    }

    @Test(arguments: [
        ("What does the retry policy do?", "Explain what the retry policy does."),
        ("List every limit in this text.", "Please list every limit the text states."),
        ("Describe the timeout.", "What is the timeout?"),
        ("Which errors does parse throw?", "Tell me which errors parse throws."),
        ("Summarise the purpose of this", "What is the purpose of this?"),
    ])
    func letsTheWordingDiffer(one: String, other: String) {
        #expect(words(one) == words(other), "\(words(one)) and \(words(other))")
    }
}
