import Corpus

extension Corpus {
    /// The corpus of a recursive child: the files of a text that is made of files under header lines, as `context` is,
    /// under their own paths, so that what the child cites holds for its parent; else one file named `context`.
    convenience init(childContext text: String) throws(CorpusError) {
        var files: [(path: String, text: String)] = []
        let body = text.last == "\n" ? text.dropLast() : text[...]
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if let header = line.wholeMatch(of: /===== (.+) =====/), !files.contains(where: { $0.path == header.1 }) {
                files.append((String(header.1), ""))
            } else if files.isEmpty {
                try self.init(text: text, path: "context")
                return
            } else {
                files[files.count - 1].text += line + "\n"
            }
        }
        try self.init(files: files)
    }
}
