package import JSON

/// What a handler knows besides the parameters.
package struct RequestContext: Sendable {
    /// Who asks.
    package let peer: Peer

    /// Tells the one who asks something; it arrives before the answer of a handler that runs as a task.
    package func notify(_ method: String, _ params: JSONValue, _ delivery: Delivery = .always) {
        peer.notify(method, params, delivery)
    }
}
