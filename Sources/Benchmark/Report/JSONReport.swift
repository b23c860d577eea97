import FoundationEssentials

/// The results as one JSON object: `{"rows": [{name, value, unit, goal, higherIsBetter, peer}]}`.
package struct JSONReport: Encodable {
    private struct Line: Encodable {
        let result: RowResult

        private enum Key: String, CodingKey {
            case name, value, unit, goal, higherIsBetter, peer
        }

        /// What is not known is null, not absent.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(result.row.name, forKey: .name)
            try container.encode(result.value, forKey: .value)
            try container.encode(result.row.unit, forKey: .unit)
            try container.encode(result.row.goal, forKey: .goal)
            try container.encode(result.row.higherIsBetter, forKey: .higherIsBetter)
            try container.encode(result.peer, forKey: .peer)
        }
    }

    private let rows: [Line]

    package init(_ results: [RowResult]) {
        rows = results.map(Line.init)
    }

    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
