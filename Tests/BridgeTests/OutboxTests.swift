import JSON
import Testing

@testable import Bridge

@Suite struct OutboxTests {
    private func update(_ seq: Int, _ more: JSONValue, _ delivery: Delivery) -> Outgoing {
        var members = more.object ?? [:]
        members["seq"] = .integer(seq)
        return Outgoing("query/update", .object(members), delivery)
    }

    private func piece(_ seq: Int, _ text: String, of query: String = "q1") -> Outgoing {
        update(seq, ["kind": "delta", "text": .string(text)], .piece(of: query))
    }

    private func taken(_ outbox: inout Outbox) throws -> [JSONValue] {
        let bytes = outbox.take(.max)
        return try bytes.split(separator: 0x0A).map { try JSONParser.parse(Array($0))["params"] ?? .null }
    }

    @Test func joinsAdjacentPieces() throws {
        var outbox = Outbox()
        for (seq, text) in ["a", "b\u{0}", "ü"].enumerated() { outbox.append(piece(seq, text)) }
        #expect(try taken(&outbox) == [["seq": 2, "kind": "delta", "text": "ab\u{FFFD}ü"]])
        #expect(outbox.isEmpty && outbox.bytes == 0)
    }

    @Test func joinsNothingAcrossWhatComesBetween() throws {
        var outbox = Outbox()
        outbox.append(piece(1, "a"))
        outbox.append(update(2, ["kind": "citation"], .always(in: "q1")))
        outbox.append(piece(3, "b"))
        outbox.append(piece(4, "x", of: "q2"))
        outbox.append(piece(5, "c"))
        let texts = try taken(&outbox).map { $0["text"]?.string ?? $0["kind"]?.string }
        #expect(texts == ["a", "citation", "bc", "x"])
    }

    @Test func keepsOnlyTheLatestProgress() throws {
        var outbox = Outbox()
        outbox.append(update(1, ["kind": "usage"], .progress(of: "q1", "usage")))
        outbox.append(update(2, ["kind": "usage"], .progress(of: "q2", "usage")))
        outbox.append(update(3, ["kind": "state"], .always(in: "q1")))
        outbox.append(update(4, ["kind": "usage"], .progress(of: "q1", "usage")))
        #expect(try taken(&outbox).map { $0["seq"]?.integer } == [2, 3, 4])
        outbox.append(update(5, ["kind": "usage"], .progress(of: "q1", "usage")))
        #expect(try taken(&outbox).count == 1)
    }

    @Test func staysSmallUnderAFloodOfPieces() throws {
        var outbox = Outbox()
        for seq in 1...100_000 { outbox.append(piece(seq, "word ")) }
        #expect(outbox.bytes < 100_000 * 5 + 2000)
        let messages = try taken(&outbox)
        #expect(messages.count < 10 && messages.last?["seq"] == 100_000)
        #expect(messages.compactMap { $0["text"]?.string }.joined() == String(repeating: "word ", count: 100_000))
    }

    @Test func givesWholeMessagesInOrder() throws {
        var outbox = Outbox()
        for seq in 0..<5000 { outbox.append(update(seq, [:], .always)) }
        var seen: [Int] = []
        while !outbox.isEmpty {
            let chunk = outbox.take(1000)
            #expect(chunk.last == 0x0A)
            for line in chunk.split(separator: 0x0A) {
                seen.append(try JSONParser.parse(Array(line))["params"]?["seq"]?.integer ?? -1)
            }
            outbox.append(update(5000 + seen.count, [:], .piece(of: "q")))
            if seen.count > 6000 { break }
        }
        #expect(seen.prefix(5000).elementsEqual(0..<5000))
    }
}
