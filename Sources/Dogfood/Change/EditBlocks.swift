/// Reads the edits out of a model's reply: plain text in which blocks stand below the path of their file.
///
/// Anything else in the reply is talk, and fences around blocks count for nothing:
///
///     Sources/Some.swift
///     <<<<<<< SEARCH
///     the lines as they stand in the file, enough of them to be found once
///     =======
///     the lines that come into their place
///     >>>>>>> REPLACE
///
/// In the same way `<<<<<<< WHOLE` … `>>>>>>> WHOLE` gives a file's whole content, and `<<<<<<< DELETE` with
/// `>>>>>>> DELETE` right below it deletes a file. The path may stand on the first line of the block instead, and a
/// block without one belongs to the file of the block before. A block whose text has a line of seven such signs is
/// written with more of them on all of its own.
package enum EditBlocks {
    /// The edits in order; a block that is written twice counts once.
    /// - Throws: when a block cannot be read, or there is none.
    package static func parse(_ reply: String) throws(EditError) -> [Edit] {
        var scanner = EditBlockScanner(lines(of: withoutThoughts(reply)))
        scanner.scan()
        guard scanner.failures.isEmpty else { throw .edits(scanner.failures) }
        guard !scanner.edits.isEmpty else {
            throw .edits([
                EditFailure(
                    path: "the reply",
                    reason: "it has no edit block; write the file's path on a line of its own, and below it a block "
                        + "from <<<<<<< SEARCH over ======= to >>>>>>> REPLACE")
            ])
        }
        return scanner.edits
    }

    /// What some models say to themselves before they reply may have drafts of blocks in it.
    private static func withoutThoughts(_ reply: String) -> Substring {
        let text = reply.drop(while: \.isWhitespace)
        guard text.hasPrefix("<think>"), let end = text.firstRange(of: "</think>") else { return text }
        return text[end.upperBound...]
    }

    private static func lines(of text: Substring) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
}
