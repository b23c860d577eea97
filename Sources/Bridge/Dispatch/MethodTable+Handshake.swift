package import JSON

extension MethodTable {
    /// The version of the protocol that is spoken here.
    package static let protocolVersion = 1

    /// `initialize` and `ping`.
    /// - Parameters:
    ///   - version: of the program.
    ///   - capabilities: what else can be asked for.
    package static func handshake(
        version: String, capabilities: JSONValue, limits: Dispatcher.Limits
    ) -> MethodTable {
        var table = MethodTable()
        table.atOnce("initialize") { params, context in
            let wanted = try params.integer("protocolVersion")
            guard wanted >= 1 else { throw params.wrong("protocolVersion", "1 or more") }
            guard context.peer.introduction == nil else {
                throw RPCError(.invalidRequest, "“initialize” came a second time")
            }
            let client = try params.object("clientInfo")
            context.peer.introduce(
                Peer.Introduction(
                    name: try client.text("name"), version: try client.optionalText("version") ?? "",
                    capabilities: try params.object("capabilities").json))
            return [
                "protocolVersion": .integer(min(wanted, protocolVersion)),
                "serverInfo": ["name": "rlm", "version": .string(version)],
                "capabilities": capabilities,
                "limits": [
                    "maxLineBytes": .integer(limits.lineBytes), "maxInflight": .integer(limits.inFlight),
                ],
            ]
        }
        table.atOnce("ping") { _, _ in [:] }
        return table
    }
}
