/// The functions and initialisers of a Swift file whose documentation lists their parameters.
struct DocumentedFunctions {
    struct Parameter: Equatable {
        /// What a call writes; nil for none.
        let label: String?
        /// What the body calls it.
        let name: String
    }

    struct Function {
        let name: String
        let parameters: [Parameter]
        /// Where the documentation names a parameter, in its order.
        let documented: [Range<Int>]
    }

    private let file: SourceFile
    private let tokens: [SwiftToken]

    init(of file: SourceFile) {
        self.file = file
        tokens = SwiftToken.tokens(of: file)
    }

    var functions: [Function] {
        tokens.indices.compactMap { index in
            guard ["func", "init"].contains(tokens[index].text), let parameters = parameters(after: index) else {
                return nil
            }
            let above = file.documentation(aboveLine: file.line(at: tokens[index].range.lowerBound))
            let documented = DocumentedParameters.names(in: file, lines: above)
            guard !documented.isEmpty, !parameters.isEmpty else { return nil }
            let name = tokens[index].text == "func" ? tokens[index + 1].text : "init"
            return Function(name: name, parameters: parameters, documented: documented)
        }
    }

    private func parameters(after start: Int) -> [Parameter]? {
        var index = start + 1
        // Past the name, and what stands in angle brackets.
        while index < tokens.count, tokens[index].text != "(" {
            guard index - start < 60, !["{", "}"].contains(tokens[index].text) else { return nil }
            index += 1
        }
        var depth = 0
        var current: [String] = []
        var found: [Parameter] = []
        while index < tokens.count {
            let text = tokens[index].text
            let isArrow = text == ">" && tokens[index - 1].text == "-"
            if ["(", "[", "{", "<"].contains(text) { depth += 1 }
            if [")", "]", "}"].contains(text) || text == ">" && !isArrow { depth -= 1 }
            if depth == 0 || depth == 1 && text == "," {
                if !current.isEmpty {
                    guard let parameter = Self.parameter(current) else { return nil }
                    found.append(parameter)
                }
                if depth == 0 { return found }
                current = []
            } else if !(depth == 1 && text == "(" && current.isEmpty) {
                current.append(text)
            }
            index += 1
        }
        return nil
    }

    /// `label name: Type`, `name: Type` or `_ name: Type`.
    private static func parameter(_ tokens: [String]) -> Parameter? {
        guard let colon = tokens.firstIndex(of: ":") else { return nil }
        let names = tokens[..<colon].filter { $0 != "`" }
        guard let name = names.last, SwiftToken.isName(name.utf8.first ?? 0), names.count <= 2 else { return nil }
        return Parameter(label: names.count == 2 && names[0] != "_" ? names[0] : nil, name: name)
    }
}
