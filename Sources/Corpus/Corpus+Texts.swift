import Posix

extension Corpus {
    /// A corpus of texts that are in memory already, in this order; the paths have to be unique.
    /// - Throws: `CorpusError` when there is no memory for it.
    package convenience init(files: [(path: String, text: String)]) throws(CorpusError) {
        var writer = try CorpusWriter()
        for (path, text) in files {
            var text = text
            try writer.begin(path)
            let failure = text.withUTF8 { bytes in
                Result { () throws(CorpusError) in try writer.append(UnsafeRawBufferPointer(bytes)) }
            }
            try failure.get()
            try writer.end(characters: text.unicodeScalars.count, endsInNewline: text.utf8.last == UInt8(ascii: "\n"))
        }
        let (table, characters) = (writer.files, writer.characterCount)
        self.init(text: try writer.finish(), files: table, characterCount: characters)
    }

    /// A corpus of one text.
    package convenience init(text: String, path: String) throws(CorpusError) {
        try self.init(files: [(path, text)])
    }
}
