import Glibc
import Posix

extension BatchReader {
    /// Reads a file, a pipe or standard input.
    mutating func readFile(_ text: PlannedText) throws(CorpusError) {
        let input: FileInput
        do throws(PosixError) {
            input = try FileInput(text.place, standardInput: options.standardInput)
        } catch {
            return try fail(text, error.code)
        }
        if case .inFolder = text.place, !input.isRegular { return skip(text, .special) }
        if let size = input.size, size > options.maximumFileSize, !text.isNamed {
            return skip(text, .tooLarge(bytes: size))
        }
        let place = block.place(for: text.path)
        let wanted = min(input.size ?? place.count, place.count)
        switch try fill(UnsafeMutableRawBufferPointer(rebasing: place[..<wanted]), input) {
        case .failed(let code): try fail(text, code)
        case .bytes(let count):
            control.count(bytes: count)
            let isBinary = BinarySignature.isBinary(beginning: UnsafeRawBufferPointer(rebasing: place[..<count]))
            if isBinary { return skip(text, .binary) }
            let isWhole = count < wanted || count == input.size
            if isWhole, count <= TextBlock.largestText { return take(text, size: count) }
            try stream(text, input, head: UnsafeRawBufferPointer(rebasing: place[..<count]))
        }
    }

    /// Reads what fits into `buffer`, or of a binary file only its beginning.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer, _ input: FileInput
    ) throws(CorpusError) -> FileInput.Filling {
        let window = BinarySignature.window
        guard buffer.count > 8 * window else { return try input.fill(buffer, control) }
        let first = try input.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<window]), control)
        guard case .bytes(window) = first,
            !BinarySignature.isBinary(beginning: UnsafeRawBufferPointer(rebasing: buffer[..<window]))
        else { return first }
        switch try input.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[window...]), control) {
        case .failed(let code): return .failed(errno: code)
        case .bytes(let count): return .bytes(window + count)
        }
    }

    /// What cannot be read ends the build when the user named it, and is skipped otherwise.
    private mutating func fail(_ text: PlannedText, _ code: Int32) throws(CorpusError) {
        if text.isNamed { throw FolderPlanner.failure(code, Array(text.path.utf8)) }
        switch code {
        case ELOOP: skip(text, .symlink)
        case ENOENT: skip(text, .unreadable("it vanished while the folder was read"))
        default: skip(text, .unreadable(PosixError(code: code, call: "open").reason))
        }
    }

    private enum Outcome {
        case done
        case skipped(SkippedFile.Reason)
        case failed(errno: Int32)
    }

    /// Takes a large text into the corpus, without copying it where that can be. A file that grows meanwhile is read to the size it had.
    private mutating func stream(
        _ text: PlannedText, _ input: FileInput, head: UnsafeRawBufferPointer
    ) throws(CorpusError) {
        try flush()
        let (control, scratch, leastShared) = (control, block.scratch, options.leastShared)
        let limit = text.isNamed ? Int.max : options.maximumFileSize
        let outcome = try assembly.write { (writer) throws(CorpusError) -> Outcome in
            if let shared = try Self.shared(input, head, leastShared, control, writer) {
                try writer.append(text.path, sharing: shared)
                return .done
            }
            try writer.begin(text.path)
            let outcome = try Self.copy(input, head, scratch, limit, control, &writer)
            if case .done = outcome { return .done }
            writer.abandon()
            return outcome
        }
        switch outcome {
        case .done: break
        case .skipped(let reason): skip(text, reason)
        case .failed(let code): try fail(text, code)
        }
    }

    /// The input as a text that need not be copied; nil when it has to be.
    private static func shared(
        _ input: FileInput, _ head: UnsafeRawBufferPointer, _ leastShared: Int, _ control: BuildControl,
        _ writer: borrowing CorpusWriter
    ) throws(CorpusError) -> SharedText? {
        guard writer.isEmpty, let size = input.size, size >= leastShared, input.start == 0,
            ByteOrderMark.detect(head) == nil
        else { return nil }
        let shared = SharedText(input.descriptor, size: size, control)
        try control.check()
        return shared
    }

    private static func copy(
        _ input: FileInput, _ head: UnsafeRawBufferPointer, _ scratch: UnsafeMutableRawBufferPointer, _ limit: Int,
        _ control: BuildControl, _ writer: inout CorpusWriter
    ) throws(CorpusError) -> Outcome {
        var stream = StreamedText()
        guard try stream.take(head, &writer) else { return .skipped(.binary) }
        var total = head.count
        while total < input.size ?? .max {
            try control.check()
            let wanted = min(scratch.count, (input.size ?? .max) - total)
            switch try input.fill(UnsafeMutableRawBufferPointer(rebasing: scratch[..<wanted]), control) {
            case .failed(let code): return .failed(errno: code)
            case .bytes(0): return try stream.finish(&writer) ? .done : .skipped(.binary)
            case .bytes(let count):
                total += count
                if total > limit { return .skipped(.tooLarge(bytes: total)) }
                control.count(bytes: count)
                let piece = UnsafeRawBufferPointer(rebasing: scratch[..<count])
                guard try stream.take(piece, &writer) else { return .skipped(.binary) }
            }
        }
        return try stream.finish(&writer) ? .done : .skipped(.binary)
    }
}
