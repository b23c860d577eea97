/// The body of an answer, read piece by piece.
///
/// One reader at a time. The transfer pauses when the reader is slow, so memory stays bounded. Cancelling the reading
/// task ends the transfer at once; so does letting go of the body before its end.
package final class HTTPBody: Sendable {
    private let transfer: Transfer
    /// Kept so that the client lives as long as the transfer.
    private let client: HTTPClient

    init(transfer: Transfer, client: HTTPClient) {
        self.transfer = transfer
        self.client = client
    }

    deinit { client.cancel(transfer) }

    /// Says that the rest is of no interest: the transfer may still end in order within two seconds, unread, so that
    /// its connection can be used again.
    package func drain() { client.drain(transfer) }

    /// The next piece, at least one byte; nil at the end of a complete body.
    package func next() async throws(HTTPError) -> [UInt8]? {
        let (transfer, client) = (transfer, client)
        let result = await withTaskCancellationHandler {
            await transfer.channel.nextChunk { client.resume(transfer) }
        } onCancel: {
            client.cancel(transfer)
        }
        return try result.get()
    }
}
