package import JSON

/// One line of the protocol: a message of JSON-RPC 2.0.
package enum RPCMessage: Sendable, Equatable {
    case request(RPCID, method: String, params: JSONValue)
    case notification(method: String, params: JSONValue)
    case result(RPCID, JSONValue)
    /// The id is nil when what was complained of had none that could be read.
    case error(RPCID?, RPCError)

    /// A line that is no message, and the request that it may have been.
    package struct Malformed: Error, Equatable {
        package var id: RPCID?
        package var error: RPCError
    }

    package init(line: UnsafeBufferPointer<UInt8>) throws(Malformed) {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw Malformed(id: nil, error: RPCError(.parseError, "the line is not UTF-8"))
        }
        guard let json = try? JSONParser.parse(text) else {
            throw Malformed(id: nil, error: RPCError(.parseError, "the line is not JSON"))
        }
        try self.init(json)
    }

    init(_ json: JSONValue) throws(Malformed) {
        if json.array != nil { throw Self.malformed(nil, "batches are not taken", "send one object per line") }
        guard json.object != nil else { throw Self.malformed(nil, "the line holds no object") }
        let id = json["id"].flatMap(RPCID.init)
        guard json["jsonrpc"] == "2.0" else { throw Self.malformed(id, "“jsonrpc” is not “2.0”") }
        guard let method = json["method"] else {
            try self.init(answer: json, to: id)
            return
        }
        guard let method = method.string else { throw Self.malformed(id, "“method” is not a text") }
        let params = json["params"] ?? [:]
        guard params.object != nil else {
            throw Malformed(id: id, error: RPCError(.invalidParams, "“params” is not an object"))
        }
        if let id {
            self = .request(id, method: method, params: params)
        } else if json["id"] == nil {
            self = .notification(method: method, params: params)
        } else {
            throw Self.malformed(nil, "“id” is neither a text nor a whole number below 2^53")
        }
    }

    private init(answer json: JSONValue, to id: RPCID?) throws(Malformed) {
        if let result = json["result"], let id {
            self = .result(id, result)
        } else if let error = json["error"] {
            self = .error(id, RPCError(error))
        } else {
            throw Self.malformed(id, "there is no “method”")
        }
    }

    private static func malformed(_ id: RPCID?, _ what: String, _ hint: String? = nil) -> Malformed {
        Malformed(id: id, error: RPCError(.invalidRequest, what, hint: hint))
    }

    package var json: JSONValue {
        switch self {
        case .request(let id, let method, let params):
            ["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": params]
        case .notification(let method, let params):
            ["jsonrpc": "2.0", "method": .string(method), "params": params]
        case .result(let id, let result): ["jsonrpc": "2.0", "id": id.json, "result": result]
        case .error(let id, let error): ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": error.json]
        }
    }

    /// The message with its newline.
    package var line: [UInt8] { json.encodedLine }
}
