package import Bridge
package import JSON

/// A part of what the daemon does: methods with what stands behind them.
package protocol DaemonService: Sendable {
    /// The name in the capabilities, and what it says there.
    var capability: (name: String, value: JSONValue) { get }

    var methods: MethodTable { get }

    /// True while the daemon has to stay although nobody is connected.
    var isAtWork: Bool { get }

    /// Members that `daemon/status` gets.
    func status() async -> [String: JSONValue]

    /// Ends all work; the daemon ends when this returns.
    func stop() async
}
