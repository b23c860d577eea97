import GitStore

/// One thread's part of the reading: small texts gather in a block, large ones go straight into the corpus.
struct BatchReader: ~Copyable {
    let options: CorpusOptions
    let control: BuildControl
    let assembly: Assembly
    private let turns: Turns
    var block = TextBlock()
    private var repositories: [ObjectIdentifier: GitRepository] = [:]
    /// What is to be told when the turn comes.
    private var skipped: [SkippedFile] = []
    var leftOut = 0
    private var number = 0
    private var hasTurn = false

    init(_ options: CorpusOptions, _ control: BuildControl, _ assembly: Assembly, _ turns: Turns) {
        self.options = options
        self.control = control
        self.assembly = assembly
        self.turns = turns
    }

    /// Reads the texts of one batch and adds them to the corpus in their turn.
    mutating func read(_ texts: ArraySlice<PlannedText>, _ number: Int) {
        self.number = number
        hasTurn = false
        do throws(CorpusError) {
            for text in texts {
                try control.check()
                if block.isFull(before: text.path) { try flush() }
                try read(text)
            }
            try flush()
        } catch {
            block.removeAll()
            takeTurn()
            assembly.fail(error)
            control.cancel()
        }
        turns.end(number)
    }

    private mutating func takeTurn() {
        if hasTurn { return }
        turns.wait(for: number)
        hasTurn = true
    }

    /// Waits for the turn and hands over what has gathered.
    mutating func flush() throws(CorpusError) {
        takeTurn()
        try control.check()
        for file in skipped { assembly.skip(file.path, file.reason) }
        for _ in 0..<leftOut { assembly.leaveOut() }
        (skipped, leftOut) = ([], 0)
        if block.entries.isEmpty { return }
        try assembly.write { (writer) throws(CorpusError) in try writer.append(block) }
        block.removeAll()
    }

    mutating func skip(_ text: PlannedText, _ reason: SkippedFile.Reason) {
        skipped.append(SkippedFile(path: text.path, reason: reason))
    }

    private mutating func read(_ text: PlannedText) throws(CorpusError) {
        switch text.place {
        case .inFolder, .named, .standardInput: try readFile(text)
        case .memory(let bytes):
            let added = bytes.withUnsafeBytes { bytes in
                Result { () throws(CorpusError) in try add(text, bytes) }
            }
            try added.get()
        case .blob(let place, let id): try readBlob(text, place, id)
        case .commit(let place, let id): try readCommit(text, place, id)
        }
    }

    /// Adds a text that is in memory.
    mutating func add(_ text: PlannedText, _ bytes: UnsafeRawBufferPointer) throws(CorpusError) {
        control.count(bytes: bytes.count)
        guard bytes.count > TextBlock.largestText else {
            block.place(for: text.path).copyMemory(from: bytes)
            return take(text, size: bytes.count)
        }
        try flush()
        let isText = try assembly.write { (writer) throws(CorpusError) in
            var stream = StreamedText()
            try writer.begin(text.path)
            if try stream.take(bytes, &writer), try stream.finish(&writer) { return true }
            writer.abandon()
            return false
        }
        if !isText { skip(text, .binary) }
    }

    /// Adds a small text, whose bytes lie at its place in the block.
    mutating func take(_ text: PlannedText, size: Int) {
        if block.add(text.path, size: size) == .binary { skip(text, .binary) }
    }

    /// Each thread has repositories of its own.
    mutating func repository(_ place: GitPlace) throws(GitError) -> GitRepository {
        if let known = repositories[ObjectIdentifier(place)] { return known }
        let opened = try GitRepository.open(at: place.folder)
        repositories[ObjectIdentifier(place)] = opened
        return opened
    }
}
