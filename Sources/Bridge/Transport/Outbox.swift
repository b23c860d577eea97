/// What waits to be sent to one client, in order: adjacent pieces of text are joined, superseded progress is dropped,
/// everything else stays. Knows nothing of descriptors or of time.
struct Outbox {
    private enum Entry {
        case line([UInt8])
        /// A piece that more may be joined to.
        case piece(Outgoing)
        /// Superseded.
        case dropped
    }

    /// Bytes of text above which nothing more is joined to a piece.
    private static let longestPiece = 1 << 16
    /// Bytes that a message has besides its text, roughly.
    private static let frame = 128

    private var entries: [Entry] = []
    /// Numbers of entries count from the first that there ever was; this many have been taken out.
    private var taken = 0
    private var start = 0
    /// The last entry of each stream, and the last of each kind of progress.
    private var latest: [String: Int] = [:]
    private var progress: [String: Int] = [:]
    /// Bytes that wait, roughly.
    private(set) var bytes = 0

    var isEmpty: Bool { start == entries.count }

    mutating func append(_ message: Outgoing) {
        let stream = message.delivery.stream
        switch message.delivery.merging {
        case .never: add(.line(message.line), stream)
        case .joins: join(message, stream)
        case .replaces(let key):
            let key = stream + "\0" + key
            if let place = progress[key].flatMap(place), case .line(let line) = entries[place] {
                bytes -= line.count
                entries[place] = .dropped
            }
            progress[key] = taken + entries.count - start
            add(.line(message.line), stream)
        }
    }

    private mutating func join(_ message: Outgoing, _ stream: String) {
        if let place = latest[stream].flatMap(place), case .piece(var waiting) = entries[place],
            let length = waiting.text?.utf8.count, length < Self.longestPiece
        {
            // Not held twice, so that the text grows in place.
            entries[place] = .dropped
            waiting.join(message)
            bytes += (waiting.text?.utf8.count ?? length) - length
            entries[place] = .piece(waiting)
        } else {
            add(.piece(message), stream)
        }
    }

    private mutating func add(_ entry: Entry, _ stream: String) {
        if !stream.isEmpty { latest[stream] = taken + entries.count - start }
        entries.append(entry)
        bytes += Self.size(entry)
    }

    /// Where the entry with a number is now; nil when it has been taken out.
    private func place(_ number: Int) -> Int? { number >= taken ? start + number - taken : nil }

    private static func size(_ entry: Entry) -> Int {
        switch entry {
        case .line(let line): line.count
        case .piece(let message): frame + (message.text?.utf8.count ?? 0)
        case .dropped: 0
        }
    }

    /// Takes out whole messages until there are `count` bytes or nothing is left.
    mutating func take(_ count: Int) -> [UInt8] {
        var chunk: [UInt8] = []
        while chunk.count < count, start < entries.count {
            let entry = entries[start]
            entries[start] = .dropped
            start += 1
            taken += 1
            bytes -= Self.size(entry)
            switch entry {
            case .line(let line): if chunk.isEmpty { chunk = line } else { chunk += line }
            case .piece(let message): chunk += message.line
            case .dropped: break
            }
        }
        if isEmpty {
            (entries, start, latest, progress) = ([], 0, [:], [:])
        } else if start > 1024, start * 2 > entries.count {
            entries.removeFirst(start)
            start = 0
        }
        return chunk
    }
}
