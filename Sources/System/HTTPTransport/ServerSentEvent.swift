/// One event of a `text/event-stream`.
package struct ServerSentEvent: Sendable, Equatable {
    /// The event's name; `message` when the stream gave none.
    package var name: String
    /// The lines of data joined by line feeds.
    package var data: String

    package init(name: String = "message", data: String) {
        self.name = name
        self.data = data
    }
}
