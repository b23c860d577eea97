import CTerminfo

/// What a terminal can do, as the terminfo database describes it; nothing here assumes any one kind of terminal.
package struct TerminalCapabilities: Sendable, Equatable {
    /// To the first column of the line.
    package var carriageReturn: String
    /// One line up; nil when the terminal cannot.
    package var cursorUp: String?
    /// Clears from the cursor to the end of the screen; nil when the terminal cannot.
    package var clearToEnd: String?
    package var bold: String
    package var dim: String
    package var red: String
    package var yellow: String
    package var green: String
    /// Ends bold, dim and colours.
    package var reset: String

    /// No capabilities: text goes out as it is.
    package static let none = TerminalCapabilities(
        carriageReturn: "", cursorUp: nil, clearToEnd: nil, bold: "", dim: "",
        red: "", yellow: "", green: "", reset: "")

    /// True when lines already written can be drawn again.
    package var canRedraw: Bool { cursorUp != nil && clearToEnd != nil }

    /// The same without colours and emphasis.
    package var withoutStyle: TerminalCapabilities {
        var plain = self
        (plain.bold, plain.dim, plain.red, plain.yellow, plain.green, plain.reset) = ("", "", "", "", "", "")
        return plain
    }

    /// Loads the description of the terminal named by TERM; nil when there is none.
    ///
    /// Not to be called from two threads at once: the library keeps one current terminal.
    package static func load(term: String?, descriptor: Int32) -> TerminalCapabilities? {
        guard let term, !term.isEmpty, cterminfo_load(term, descriptor) == 1 else { return nil }
        let hasColour = cterminfo_number("colors") >= 8
        func colour(_ number: Int32) -> String {
            guard hasColour, let pattern = cterminfo_text("setaf") else { return "" }
            return withoutPadding(cterminfo_fill(pattern, number))
        }
        return TerminalCapabilities(
            carriageReturn: text("cr") ?? "\r", cursorUp: text("cuu1"), clearToEnd: text("ed"),
            bold: text("bold") ?? "",
            dim: text("dim") ?? "", red: colour(1), yellow: colour(3), green: colour(2), reset: text("sgr0") ?? "")
    }

    private static func text(_ name: String) -> String? {
        cterminfo_text(name).map { withoutPadding($0) }
    }

    /// Drops the delays, `$<5>`, that only old hardware needs.
    private static func withoutPadding(_ capability: UnsafePointer<CChar>?) -> String {
        guard let capability else { return "" }
        var rest = String(cString: capability)[...]
        var result = ""
        while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
            result += rest[..<start.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
