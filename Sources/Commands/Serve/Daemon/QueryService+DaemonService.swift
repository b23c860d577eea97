package import JSON

extension QueryService: DaemonService {
    package var capability: (name: String, value: JSONValue) { ("queries", true) }

    package var isAtWork: Bool { isBusy }

    package func status() async -> [String: JSONValue] {
        ["queries": .array(summaries), "corpora": .array(keptCorpora)]
    }

    package func stop() async { await shutDown() }
}
