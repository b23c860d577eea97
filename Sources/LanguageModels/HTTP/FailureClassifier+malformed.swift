import HTTPTransport
import JSON

extension FailureClassifier {
    /// A failure because an answer of status 200 makes no sense.
    /// - Parameter what: goes on after “the server”; may quote what it sent.
    func malformed(_ what: String, quoting bytes: some Sequence<UInt8> = []) -> ModelError {
        let quoted = ErrorText.clean(String(decoding: Array(bytes.prefix(160)), as: UTF8.self), hiding: secrets)
        let message = "the server \(what)" + (quoted.isEmpty ? "." : ": “\(quoted)”.")
        return ModelError(
            .malformed, model: model, message: message, hint: "If this repeats, check the base URL and the server.")
    }

    /// A failure because the answer ended before it said that it was complete.
    func cut() -> ModelError { malformed("ended its answer in the middle") }

    /// Parses server-sent events.
    func events(
        _ bytes: [UInt8], with parser: inout ServerSentEvents
    ) throws(ModelError) -> [ServerSentEvent] {
        do throws(LineSplitter.LineTooLong) {
            return try parser.consume(bytes)
        } catch {
            throw malformed("sent a line of more than \(error.limit) bytes")
        }
    }

    /// The event that the end of the stream left unfinished.
    func lastEvent(of parser: inout ServerSentEvents) throws(ModelError) -> ServerSentEvent? {
        do throws(LineSplitter.LineTooLong) {
            return try parser.finish()
        } catch {
            throw malformed("sent a line of more than \(error.limit) bytes")
        }
    }

    /// Parses a JSON object.
    func object(_ bytes: some Collection<UInt8>) throws(ModelError) -> JSONValue {
        guard let value = try? JSONParser.parse(Array(bytes)), value.object != nil else {
            throw malformed("sent something that is not the JSON it should be", quoting: bytes)
        }
        return value
    }

    /// Parses the JSON object of an event.
    /// - Parameter names: the members that matter; nil for all.
    func object(_ event: ServerSentEvent, keeping names: Set<String>? = nil) throws(ModelError) -> JSONValue {
        guard let value = try? JSONParser.parse(event.data, keeping: names), value.object != nil else {
            throw malformed("sent something that is not the JSON it should be", quoting: event.data.utf8)
        }
        return value
    }
}
