import JSON
import Testing

@testable import Bridge

@Suite struct RPCMessageTests {
    private func read(_ text: String) throws -> RPCMessage {
        try Array(text.utf8).withUnsafeBufferPointer { try RPCMessage(line: $0) }
    }

    @Test func readsWhatItWrites() throws {
        let messages: [RPCMessage] = [
            .request(.number(7), method: "ping", params: [:]), .request(.text("a"), method: "x", params: ["b": [1]]),
            .notification(method: "note", params: ["t": "\u{2028}"]), .result(.number(1), ["ok": true]),
            .error(.text("e"), RPCError(.busy, "too much", hint: "wait")), .error(nil, .cancelled),
        ]
        for message in messages {
            #expect(try read(String(decoding: message.line.dropLast(), as: UTF8.self)) == message)
        }
    }

    @Test(arguments: [
        ("{", RPCError.Kind.parseError, nil), ("[]", .invalidRequest, nil), ("12", .invalidRequest, nil),
        (#"{"id":3,"method":"m"}"#, .invalidRequest, RPCID.number(3)),
        (#"{"jsonrpc":"2.0","id":3}"#, .invalidRequest, .number(3)),
        (#"{"jsonrpc":"2.0","id":3,"method":1}"#, .invalidRequest, .number(3)),
        (#"{"jsonrpc":"2.0","id":3,"method":"m","params":[1]}"#, .invalidParams, .number(3)),
        (#"{"jsonrpc":"2.0","id":null,"method":"m"}"#, .invalidRequest, nil),
        (#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, .invalidRequest, nil),
        (#"{"jsonrpc":"2.0","id":9007199254740992,"method":"m"}"#, .invalidRequest, nil),
        (#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, .invalidRequest, nil),
    ])
    func refusesWhatIsNoMessage(_ text: String, _ kind: RPCError.Kind, _ id: RPCID?) throws {
        let error = try #require(throws: RPCMessage.Malformed.self) { try read(text) }
        #expect(error.error.kind == kind)
        #expect(error.id == id)
    }

    @Test func refusesWhatIsNotUTF8() {
        let bytes = Array(#"{"jsonrpc":"2.0","method":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        let error = #expect(throws: RPCMessage.Malformed.self) {
            try bytes.withUnsafeBufferPointer { try RPCMessage(line: $0) }
        }
        #expect(error?.error.kind == .parseError)
    }

    @Test func givesEachKindACodeOfItsOwn() {
        let codes = RPCError.Kind.allCases.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0 > 0 || (-32800 ... -32600).contains($0) })
    }
}
