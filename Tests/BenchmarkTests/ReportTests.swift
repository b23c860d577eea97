import Benchmark
import FoundationEssentials
import Testing

@Suite struct ReportTests {
    private func result(_ key: String, _ value: Double?, peer: Double? = nil) throws -> RowResult {
        let row = try #require(Rows.all.first { $0.key == key })
        return RowResult(
            row: row, value: value, peer: peer.map { RowResult.Rival(name: "rlms", value: $0) },
            runs: ["rlm": value.map { [$0] } ?? []])
    }

    @Test func jsonHasTheAgreedShapeWithNullForWhatIsNotKnown() throws {
        let text = try JSONReport([try result("start", 42), try result("batched", nil, peer: 1.2)]).text()
        let json = try #require(
            try JSONDecoder().decode([String: [[String: Field]]].self, from: Data(text.utf8))["rows"])
        #expect(json.map { Set($0.keys) } == Array(repeating: Set(names), count: 2))
        #expect(json[0]["value"] == .number(42))
        #expect(json[0]["goal"] == .number(60))
        #expect(json[0]["higherIsBetter"] == .flag(false))
        #expect(json[0]["peer"] == .null)
        #expect(json[1]["value"] == .null)
        #expect(json[1]["peer"] == .peer(RowResult.Rival(name: "rlms", value: 1.2)))
    }

    private let names = ["name", "value", "unit", "goal", "higherIsBetter", "peer"]

    private enum Field: Decodable, Equatable {
        case number(Double)
        case flag(Bool)
        case text(String)
        case peer(RowResult.Rival)
        case null

        private struct Rival: Decodable {
            var name: String
            var value: Double
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                let rival = try container.decode(Rival.self)
                self = .peer(RowResult.Rival(name: rival.name, value: rival.value))
            }
        }
    }

    @Test func tablesTellGoalsPeersAndRatios() throws {
        let results = [try result("start", 50, peer: 600), try result("small-calls", 45, peer: 9)]
        let words = TableReport.text(results).split(separator: " ", omittingEmptySubsequences: true)
        let table = words.joined(separator: " ")
        #expect(table.contains("50 ms"))
        #expect(table.contains("≤ 60 ms ✓"))
        #expect(table.contains("600 ms (rlms) 12×"))
        #expect(table.contains("≥ 90 % of bare client ✗"))
        #expect(table.contains("5×"))
        #expect(TableReport.markdown(results).split(separator: "\n").allSatisfy { $0.hasPrefix("| ") })
    }

    @Test func aFailedRowSaysSo() throws {
        let failed = try result("start", nil)
        #expect(TableReport.text([failed]).contains("failed"))
        #expect(!failed.isMet)
        #expect(!failed.isWithin(100))
    }

    @Test func toleranceWorksBothWays() throws {
        #expect(try result("start", 110).isWithin(2))
        #expect(!(try result("start", 130).isWithin(2)))
        #expect(try result("small-calls", 46).isWithin(2))
        #expect(!(try result("small-calls", 44).isWithin(2)))
        #expect(!(try result("children-lost", 1).isWithin(2)))
    }

    @Test func plotIsWellFormedAndLeavesOutWhatHasNoRatio() throws {
        let results = [
            try result("start", 50, peer: 600), try result("children-lost", 0), try result("small-calls", 45, peer: 9),
        ]
        let plot = PlotReport(results).text()
        #expect(plot.hasPrefix("<svg xmlns=") && plot.hasSuffix("</svg>\n"))
        #expect(plot.contains("50 ms") && plot.contains("600 ms · rlms"))
        #expect(!plot.contains("children lost"))
        for tag in ["text", "svg"] {
            #expect(plot.matches(of: try Regex("<\(tag)[ >]")).count == plot.matches(of: try Regex("</\(tag)>")).count)
        }
    }

    @Test func csvHasALineForEachRun() throws {
        var result = try result("start", 2)
        result.runs = ["rlm": [1, 2, 3], "rlms": [4]]
        #expect(CSVReport.text([result]).split(separator: "\n").count == 5)
        #expect(CSVReport.text([result]).contains(",rlms,1,4.0,ms,60.0,false"))
    }
}
