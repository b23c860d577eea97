/// The head of an answer, with its body still to be read.
///
/// The body has one reader. Letting go of the response before the end of the body stops the transfer.
package struct HTTPResponse: Sendable {
    package var head: HTTPResponseHead
    package var body: HTTPBody

    package var status: Int { head.status }

    /// The rest of the body as one array.
    package func bytes() async throws(HTTPError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await body.next() { bytes += chunk }
        return bytes
    }
}
