/// What may become of a notification for which the other side is not ready yet.
///
/// Notifications of one stream keep their order. All are delivered at once, or at most 30 times a second where that
/// does no harm.
package struct Delivery: Sendable, Equatable {
    enum Merging: Sendable, Equatable {
        /// Delivered as it is.
        case never
        /// `params.text` is put behind that of the one before it in the stream.
        case joins
        /// Takes the place of an earlier one with the same key.
        case replaces(String)
    }

    let merging: Merging
    /// What it belongs to, such as a query.
    let stream: String

    /// Delivered as it is, whatever happens: results, citations, states.
    package static let always = Delivery(merging: .never, stream: "")

    /// The same, in order with the pieces and the progress of a stream.
    package static func always(in stream: String) -> Delivery { Delivery(merging: .never, stream: stream) }

    /// A piece of text, in the member `text`, that may be joined with the one before it.
    package static func piece(of stream: String) -> Delivery { Delivery(merging: .joins, stream: stream) }

    /// What only the latest of is of interest.
    /// - Parameter key: tells kinds of progress of the stream apart.
    package static func progress(of stream: String, _ key: String) -> Delivery {
        Delivery(merging: .replaces(key), stream: stream)
    }

    /// True when it may wait for the next of 30 deliveries a second.
    var mayWait: Bool { merging != .never }
}
