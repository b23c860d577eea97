/// How a kind of client expects to be talked to where kinds differ; the entry point picks it, nothing is sniffed.
package struct Dialect: Sendable, Equatable {
    /// The notification that cancels a request, and the parameter that names it.
    package var cancelling: (method: String, parameter: String) { (cancelMethod, cancelParameter) }
    private var cancelMethod: String
    private var cancelParameter: String
    /// True to answer a cancelled request with an error, false to keep silent.
    package var answersCancelled: Bool
    /// Methods that may come before `initialize`.
    package var openMethods: Set<String>
    /// True when the end of the input ends everything that is under way; false to still answer it.
    package var endOfInputCancels: Bool

    /// `rlm serve`.
    package static let rlm = Dialect(
        cancelMethod: "$/cancel_request", cancelParameter: "id", answersCancelled: true, openMethods: ["initialize"],
        endOfInputCancels: false)

    /// The Model Context Protocol.
    package static let mcp = Dialect(
        cancelMethod: "notifications/cancelled", cancelParameter: "requestId", answersCancelled: false,
        openMethods: ["initialize", "ping"], endOfInputCancels: true)
}
