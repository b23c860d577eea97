import Synchronization

extension Corpus {
    /// The file that `name` means: its path, with or without `./`, or the end of only one file's path.
    package func file(named name: String) -> CorpusFile? {
        lookup.withLock { lookup in
            let table = lookup ?? FileLookup(files)
            lookup = table
            return table.index(of: name, in: files).map { files[$0] }
        }
    }
}
