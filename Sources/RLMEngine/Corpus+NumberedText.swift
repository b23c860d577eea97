import Corpus

extension Corpus {
    /// Every file under its path with its lines numbered, so that an answer can cite them; empty ones at its beginning
    /// are left out, which stand for the lines before a part of a file.
    var numberedText: String {
        var text = ""
        for file in files {
            text += "===== \(file.path) =====\n"
            let lines = self.lines(1...max(1, lineCount(of: file)), of: file)
            let first = lines.firstIndex { !$0.isEmpty } ?? 0
            for (index, line) in lines.enumerated().dropFirst(first) { text += "\(index + 1): \(line)\n" }
        }
        return text
    }
}
