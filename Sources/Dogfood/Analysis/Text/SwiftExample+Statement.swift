extension SwiftExample {
    /// The statement that was written last, as far as it takes to know what a comment after it is about.
    struct Statement {
        private var text = ""
        /// Brackets that are open at its end.
        private var depth = 0
        private var lineCount = 0
        /// What a `let` or `var` names.
        private var name: String?

        /// Whether nothing of it is still to come.
        var isWhole: Bool { depth == 0 && !text.isEmpty }

        mutating func take(_ code: String) {
            let tokens = Self.tokens(code)
            let goesOn = depth > 0 || [".", "?", "}", ")", "]"].contains(tokens.first?.text ?? "")
            if !goesOn { (text, lineCount, name) = ("", 0, Self.declaredName(tokens)) }
            text += (text.isEmpty ? "" : " ") + code
            lineCount += 1
            depth += tokens.reduce(0) { $0 + (["(", "[", "{"].contains($1.text) ? 1 : 0) }
            depth -= tokens.reduce(0) { $0 + ([")", "]", "}"].contains($1.text) ? 1 : 0) }
        }

        struct Condition {
            let text: String
            let replacesStatement: Bool
        }

        /// The condition that a comment states of it; nil when it is said for people.
        func condition(said comment: String) -> Condition? {
            if let condition = comparison(comment) { return Condition(text: condition, replacesStatement: false) }
            let (value, isOutput) = Self.value(of: comment)
            let indent = String(text.prefix { $0 == " " })
            guard indent.isEmpty else { return nil }
            if let printed = argument(of: "print") {
                guard let output = Self.output(value, isOutput: isOutput) else { return nil }
                return Condition(text: "String(describing: \(printed)) == #\"\(output)\"#", replacesStatement: true)
            }
            guard !isOutput, Self.isLiteral(value) else { return nil }
            if let name { return Condition(text: "\(name) == \(value)", replacesStatement: false) }
            guard lineCount == 1, isExpression else { return nil }
            return Condition(text: "\(Self.grouped(text)) == \(value)", replacesStatement: true)
        }

        /// `a == 2` or `a is now 2`, where one side is a value as it is written.
        private func comparison(_ comment: String) -> String? {
            let sides = comment.split(separator: comment.contains(" is now ") ? " is now " : " == ")
            guard sides.count == 2, Self.isLiteral(String(sides[1])), Self.isBalanced(Self.tokens(String(sides[0]))),
                let first = Self.tokens(String(sides[0])).first?.text, SwiftToken.isName(first.utf8.first ?? 0),
                !Self.tokens(String(sides[0])).hasWordsInARow
            else { return nil }
            return "\(sides[0]) == \(sides[1])"
        }

        private var isExpression: Bool {
            guard let first = Self.tokens(text).first?.text else { return false }
            return !Self.tokens(text).contains { $0.text == "=" } && !Self.keywords.contains(first)
        }

        private static let keywords: Set<String> = [
            "let", "var", "for", "if", "while", "guard", "return", "switch", "case", "func", "struct", "class", "enum",
            "do", "defer", "repeat", "throw", "break", "continue", "print", "assert", "precondition", "}",
        ]

        /// The only argument of a call that is all of the statement.
        private func argument(of function: String) -> String? {
            guard lineCount == 1, text.hasPrefix("\(function)("), text.hasSuffix(")") else { return nil }
            let argument = String(text.dropFirst(function.count + 1).dropLast())
            return Self.hasComma(argument) || !Self.isBalanced(Self.tokens(argument)) ? nil : argument
        }
    }
}

extension SwiftExample.Statement {
    static func tokens(_ code: String) -> [SwiftToken] {
        SwiftToken.tokens(of: SourceFile(path: "a.swift", bytes: Array(code.utf8)))
    }

    /// `a` of `let a = …`.
    private static func declaredName(_ tokens: [SwiftToken]) -> String? {
        guard tokens.count > 3, ["let", "var"].contains(tokens[0].text), ["=", ":"].contains(tokens[2].text) else {
            return nil
        }
        return tokens[1].text
    }

    /// A comment without the words before a value, and whether it tells of an output.
    private static func value(of comment: String) -> (text: String, isOutput: Bool) {
        for word in ["prints", "Prints", "Output:", "output:"] where comment.hasPrefix(word + " ") {
            return (String(comment.dropFirst(word.count + 1)), true)
        }
        for word in ["=>", "->", "→", "==", "=", "returns", "Returns"] where comment.hasPrefix(word + " ") {
            return (String(comment.dropFirst(word.count + 1)), false)
        }
        return (comment, false)
    }

    /// What `print` wrote: a text in quotes, or a value as it is written.
    private static func output(_ value: String, isOutput: Bool) -> String? {
        if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2, isOutput {
            let text = value.dropFirst().dropLast()
            return text.contains("\\") || text.contains("\"#") ? nil : String(text)
        }
        return isLiteral(value) && !value.contains("\"#") ? value : nil
    }

    /// A number, a text, true, false, nil, or a list of such; not one that is rounded or cut.
    static func isLiteral(_ text: String) -> Bool {
        let tokens = tokens(text)
        guard !tokens.isEmpty, !text.contains("..."), !text.contains("…"), isBalanced(tokens), !tokens.hasWordsInARow
        else { return false }
        return tokens.allSatisfy { token in
            let first = token.text.utf8.first ?? 0
            return ["[", "]", "(", ")", ",", ":", "-", ".", "<", "\"", "true", "false", "nil"].contains(token.text)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) && token.text.utf8.count < 12
        } && tokens.contains { !",:-.<".contains($0.text) }
    }

    static func hasComma(_ code: String) -> Bool {
        var depth = 0
        for token in tokens(code) {
            if ["(", "[", "{"].contains(token.text) { depth += 1 }
            if [")", "]", "}"].contains(token.text) { depth -= 1 }
            if depth == 0, token.text == "," { return true }
        }
        return false
    }

    private static func isBalanced(_ tokens: [SwiftToken]) -> Bool {
        var open: [String] = []
        let closing = ["(": ")", "[": "]", "{": "}"]
        for token in tokens {
            if let close = closing[token.text] { open.append(close) }
            if [")", "]", "}"].contains(token.text), open.popLast() != token.text { return false }
        }
        return open.isEmpty
    }

    /// Brackets around what holds an operator.
    private static func grouped(_ code: String) -> String {
        let prefix = tokens(code).first?.text == "try" ? "try " : ""
        let rest = String(code.dropFirst(prefix.count))
        var depth = 0
        let hasOperator = tokens(rest).contains { token in
            if ["(", "[", "{"].contains(token.text) { depth += 1 }
            if [")", "]", "}"].contains(token.text) { depth -= 1 }
            return depth == 0 && "+-*/%&|^<>?=".contains(token.text)
        }
        return prefix + (hasOperator ? "(\(rest))" : rest)
    }
}

extension [SwiftToken] {
    /// Whether two words stand side by side, as in a sentence.
    fileprivate var hasWordsInARow: Bool {
        let isWord = { (token: SwiftToken) in token.text == "\"" || SwiftToken.isName(token.text.utf8.first ?? 0) }
        return zip(self, dropFirst()).contains { isWord($0) && isWord($1) }
    }
}
