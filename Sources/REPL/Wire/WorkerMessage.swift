/// What a worker says, read from a frame and checked.
enum WorkerMessage: Equatable {
    case ready(REPLSession.Environment)
    /// What cells find is imported; from here on a cell's time is its own.
    case loaded
    case done(number: UInt32, CellReport)
    case subcall(number: UInt32, Subcall)
    /// The code has asked for this call, which was sent ahead.
    case asked(number: UInt32)
    /// The code does not ask for this call, which was sent ahead; a reply has to come all the same.
    case withdrawn(number: UInt32)
    /// A copy of the worker's state sleeps in this process, to go on if the cell is lost; nil when there can be none.
    case kept(Int32?)
    /// The copy has woken and waits for a cell.
    case restored

    init(_ frame: Frame) throws(ProtocolViolation) {
        switch frame.kind {
        case .ready: self = .ready(try Self.environment(frame.fields))
        case .loaded: self = .loaded
        case .done: self = .done(number: frame.number, try CellReport(fields: frame.fields))
        case .subcall: self = .subcall(number: frame.number, try Self.subcall(frame.fields))
        case .asked: self = .asked(number: frame.number)
        case .withdrawn: self = .withdrawn(number: frame.number)
        case .kept: self = .kept(frame.number == 0 ? nil : Int32(bitPattern: frame.number))
        case .restored: self = .restored
        case .setup, .cell, .reply, .keep: throw ProtocolViolation("a frame that only the host sends")
        }
    }

    /// Fields: version, why texts are copied or nothing, number of layers, layers, missing layers.
    private static func environment(_ fields: [ArraySlice<UInt8>]) throws(ProtocolViolation) -> REPLSession.Environment
    {
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        guard texts.count >= 3, let count = Int(texts[2]), count >= 0, count <= texts.count - 3 else {
            throw ProtocolViolation("a broken description of itself")
        }
        let layers = texts.dropFirst(3)
        return REPLSession.Environment(
            pythonVersion: texts[0], textCopies: texts[1].isEmpty ? nil : texts[1],
            sandboxLayers: Array(layers.prefix(count)), missingLayers: Array(layers.dropFirst(count)))
    }

    /// Fields: kind, prompt, whether there is a context, context, model or nothing, whether it is sent ahead.
    private static func subcall(_ fields: [ArraySlice<UInt8>]) throws(ProtocolViolation) -> Subcall {
        guard fields.count == 6, let first = fields[0].first, let kind = Subcall.Kind(rawValue: first) else {
            throw ProtocolViolation("a broken call of a model")
        }
        return Subcall(
            kind: kind, prompt: String(decoding: fields[1], as: UTF8.self),
            context: fields[2] == [1] ? String(decoding: fields[3], as: UTF8.self) : nil,
            model: fields[4].isEmpty ? nil : String(decoding: fields[4], as: UTF8.self),
            anticipation: fields[5] == [1] ? Anticipation() : nil)
    }
}
