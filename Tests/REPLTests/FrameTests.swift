import Testing

@testable import REPL

@Suite struct FrameTests {
    private func read(_ bytes: [UInt8], pieces: Int = 1) throws -> [Frame] {
        var reader = FrameReader()
        var frames: [Frame] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { reader.append($0) }
            while let frame = try reader.next() { frames.append(frame) }
        }
        return frames
    }

    @Test(arguments: [1, 2, 7, 1000])
    func readsWhatItWrites(pieces: Int) throws {
        let frames = [
            Frame(.subcall, number: 7, fields: [[1], Array("prompt".utf8), [], [0, 255]]), Frame(.ready),
            Frame(.done, number: .max, texts: ["ü"]),
        ]
        #expect(try read(frames.flatMap { $0.encoded() }, pieces: pieces) == frames)
    }

    @Test func refusesWhatNoWorkerSends() {
        var unknown = Frame(.done).encoded()
        unknown[4] = 99
        let tooLong: [UInt8] = [255, 255, 255, 255, 17, 0, 0, 0, 0]
        let tooShort: [UInt8] = [3, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0]
        var manyFields = Frame(.done, texts: ["a"]).encoded()
        manyFields.replaceSubrange(9..<13, with: [255, 255, 255, 255])
        var longField = Frame(.done, texts: ["a"]).encoded()
        longField[13] = 2
        var leftOver = Frame(.done, texts: ["abc"]).encoded()
        leftOver[13] = 2
        for bytes in [unknown, tooLong, tooShort, manyFields, longField, leftOver] {
            #expect(throws: ProtocolViolation.self) { try read(bytes) }
        }
    }

    @Test func refusesBrokenMessages() {
        let frames = [
            Frame(.cell), Frame(.ready), Frame(.ready, texts: ["3", "", "5", "x"]),
            Frame(.ready, texts: ["3", "", "-1"]),
            Frame(.subcall, fields: [[9], [], [], [], []]), Frame(.subcall, fields: [[1]]), Frame(.done),
            Frame(.done, fields: [[3], [], [], [], []]), Frame(.done, fields: [[], [], [], [], []]),
            Frame(.done, fields: [[0], [], [], [], [], [1]]),
        ]
        for frame in frames {
            #expect(throws: ProtocolViolation.self) { try WorkerMessage(frame) }
        }
    }
}
