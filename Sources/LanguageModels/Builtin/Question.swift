/// A question taken apart: words, identifiers, paths and quoted texts.
struct Question: Equatable {
    enum Word: Equatable {
        /// An ordinary word as written.
        case plain(String)
        /// An identifier: in backticks or quotes, or recognised by its looks.
        case name(String)
        /// A file or folder.
        case path(String)
        /// A quoted text that is no identifier.
        case text(String)
    }

    let original: String
    private(set) var words: [Word]

    init(_ text: String) {
        original = text
        words = QuestionScanner(text).words()
        readActor()
        readFolderPhrases()
        readNamesBesideKinds()
    }

    /// "where does Gin recover", "how does Redis evict": what acts is the project, no identifier.
    private mutating func readActor() {
        guard words.count > 4, ["where", "how", "when"].contains(plain(0)),
            ["does", "do", "did", "can", "will"].contains(plain(1)), case .name(let name) = words[2],
            name.dropFirst().allSatisfy({ $0.isLowercase || $0.isNumber }), name.first?.isUppercase == true,
            !original.contains("`\(name)`")
        else { return }
        words[2] = .plain(name)
    }

    /// The words in lower case with `@name`, `@path` and `@text` for what is not an ordinary word.
    var skeleton: String {
        words.map {
            switch $0 {
            case .plain(let word): word.lowercased()
            case .name: "@name"
            case .path: "@path"
            case .text: "@text"
            }
        }.joined(separator: " ")
    }

    var names: [String] { words.compactMap { if case .name(let name) = $0 { name } else { nil } } }
    var paths: [String] { words.compactMap { if case .path(let path) = $0 { path } else { nil } } }
    var texts: [String] { words.compactMap { if case .text(let text) = $0 { text } else { nil } } }

    /// The name that follows one of these words, such as the scope in "functions in `Foo`".
    func name(after prepositions: Set<String>) -> String? {
        for (index, word) in words.enumerated().dropFirst() {
            guard case .name(let name) = word else { continue }
            var before = index - 1
            while before > 0, case .plain(let article) = words[before],
                ["the", "a", "an"].contains(article.lowercased())
                    || QuestionWords.kind(of: article) != nil
            {
                before -= 1
            }
            if case .plain(let preposition) = words[before], prepositions.contains(preposition.lowercased()) {
                return name
            }
        }
        return nil
    }

    /// A language that the question restricts itself to: "Swift files", "functions in Python".
    var language: String? {
        for (index, word) in words.enumerated() {
            guard case .plain(let spelled) = word, let language = QuestionWords.language(spelled) else { continue }
            let next = index + 1 < words.count ? words[index + 1] : nil
            if case .plain(let noun)? = next, QuestionWords.sourceNouns.contains(noun.lowercased()) { return language }
            if index > 0, case .plain(let before) = words[index - 1],
                ["in", "written", "of"].contains(before.lowercased()), spelled.first?.isUppercase == true
            {
                return language
            }
        }
        return nil
    }

    /// The word behind "in", "under" or "of" that may name a folder or file.
    var scopeWord: String? {
        for (index, word) in words.enumerated().dropFirst().reversed() {
            let spelled: String
            switch word {
            case .plain(let plain): spelled = plain
            case .name(let name) where names.count > 1 || index == words.count - 1: spelled = name
            default: continue
            }
            guard !QuestionWords.notNames.contains(spelled.lowercased()), QuestionWords.kind(of: spelled) == nil,
                QuestionWords.language(spelled) == nil
            else { continue }
            let article = plain(index - 1) == "the" ? 1 : 0
            if index == 2, ["where", "how", "when", "why"].contains(plain(0)) { continue }
            if let preposition = plain(index - 1 - article),
                ["in", "under", "inside", "within", "of", "does", "from", "by"].contains(preposition),
                !(["from", "by"].contains(preposition) && spelled.hasSuffix("ing"))
            {
                return spelled
            }
        }
        return nil
    }

    func plain(_ index: Int) -> String? {
        guard words.indices.contains(index), case .plain(let word) = words[index] else { return nil }
        return word.lowercased()
    }

    /// "the ignore crate", "in folder src": the word is a path.
    private mutating func readFolderPhrases() {
        for index in words.indices.dropFirst() {
            guard let noun = plain(index), QuestionWords.folderNouns.contains(noun) else { continue }
            let mayBeCalledSo: Set<String> =
                ["folder", "directory", "dir"].contains(noun) ? ["test", "tests", "source", "build", "core"] : []
            func isFree(_ word: String) -> Bool {
                let word = word.lowercased()
                return mayBeCalledSo.contains(word) || !QuestionWords.notNames.contains(word)
            }
            if let word = pathWord(index - 1), isFree(word) {
                words[index - 1] = .path(word)
            } else if let word = pathWord(index + 1), isFree(word) {
                words[index + 1] = .path(word)
            }
        }
    }

    private func pathWord(_ index: Int) -> String? {
        guard words.indices.contains(index) else { return nil }
        switch words[index] {
        case .name(let name): return name
        case .plain(let word) where QuestionWords.kind(of: word) == nil && QuestionWords.language(word) == nil:
            return word
        default: return nil
        }
    }

    /// "the function send", "a class called Foo", "the send method", "where is send defined": the word is a name.
    private mutating func readNamesBesideKinds() {
        for index in words.indices {
            guard let word = plain(index) else { continue }
            let previous = plain(index - 1)
            if previous == "called" || previous == "named", isPossibleName(index),
                index == words.count - 1 || names.isEmpty
            {
                words[index] = .name(original(index))
            } else if let noun = previous, QuestionWords.singularKinds.contains(noun), isPossibleName(index) {
                words[index] = .name(original(index))
            } else if QuestionWords.singularKinds.contains(word), index > 1,
                plain(index - 2) == "the" || plain(index - 2) == "of",
                isPossibleName(index - 1)
            {
                words[index - 1] = .name(original(index - 1))
            }
        }
        guard names.isEmpty, texts.isEmpty else { return }
        if let index = words.indices.first(where: { isSettingName($0) }) {
            words[index] = .name(original(index))
            return
        }
        let verbs = [
            "defined", "declared", "implemented", "called", "used", "referenced", "invoked", "located", "do", "mean",
            "return",
            "take", "accept", "raise", "throw", "call", "inherit", "extend", "implement", "imported", "raised",
            "thrown",
        ]
        for index in words.indices.dropFirst(2) where verbs.contains(plain(index) ?? "") {
            let opener = plain(index - 2) ?? ""
            if ["is", "are", "was", "does"].contains(opener), isPossibleName(index - 1) {
                words[index - 1] = .name(original(index - 1))
                return
            }
        }
        if let index = words.indices.last, index > 1, isPossibleName(index), isNamedBefore(index) {
            words[index] = .name(original(index))
            return
        }
        if words.count == 3, plain(0) == "what" || plain(0) == "where", plain(1) == "is", isPossibleName(2) {
            words[2] = .name(original(2))
        }
    }

    /// "who calls send", "the signature of send": what stands before the last word makes it a name.
    private func isNamedBefore(_ index: Int) -> Bool {
        let before = plain(index - 1) ?? "", further = plain(index - 2) ?? ""
        if [
            "who", "what", "which", "functions", "methods", "function", "that", "callers", "files", "file", "modules",
            "classes",
            "places", "tests",
        ].contains(further) {
            return [
                "calls", "call", "uses", "use", "references", "reference", "invokes", "invoke", "overrides",
                "implements",
                "extends", "mention", "mentions",
            ].contains(before)
        }
        return before == "of"
            && [
                "signature", "definition", "declaration", "callers", "usages", "usage", "uses", "references",
                "documentation",
                "docstring", "implementation", "implementations", "subclasses", "parameters", "arguments", "type",
                "callees",
            ].contains(further)
    }

    /// "the default of maxmemory-policy", "the value of LIMIT": a hyphenated word or one in capitals is a setting.
    private func isSettingName(_ index: Int) -> Bool {
        guard let word = plain(index) else { return false }
        let isHyphenated = word.contains("-") && !QuestionWords.compounds.contains(word)
        let isCapital = word.count > 2 && original(index).allSatisfy { $0.isUppercase || $0.isNumber }
        guard isHyphenated || isCapital && !QuestionWords.properNouns.contains(word) else { return false }
        return words.contains {
            if case .plain(let other) = $0 { ["default", "value", "set"].contains(other.lowercased()) } else { false }
        }
    }

    private func isPossibleName(_ index: Int) -> Bool {
        guard let word = plain(index) else { return false }
        return !QuestionWords.notNames.contains(word) && QuestionWords.kind(of: word) == nil
            && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    private func original(_ index: Int) -> String {
        if case .plain(let word) = words[index] { return word }
        return ""
    }
}
