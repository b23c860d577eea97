import Synchronization

extension Corpus {
    /// The file that `name` means: its path, with or without `./`, or the end of only one file's path.
    package func file(named name: String) -> CorpusFile? {
        withTable { $0.index(of: name, in: files).map { files[$0] } }
    }

    /// The files whose paths end in `/name`, in their order.
    package func files(endingIn name: String) -> [CorpusFile] {
        withTable { $0.indices(endingIn: name, in: files).map { files[$0] } }
    }

    private func withTable<Result>(_ body: (FileLookup) -> Result) -> Result {
        let table = lookup.withLock { lookup in
            let table = lookup ?? FileLookup(files)
            lookup = table
            return table
        }
        return body(table)
    }
}
