package import FoundationEssentials
import REPL

/// A trace as it is read back: what a replay needs of it.
package struct RecordedRun: Sendable {
    /// Why a trace cannot be replayed.
    package struct Unusable: Error, Equatable, CustomStringConvertible {
        package var description: String
    }

    struct Cell: Sendable, Equatable, Codable {
        var depth: Int
        var code: String
        var outcome: String
        var stdout: String
        var stderr: String
        var finalAnswer: String?
    }

    struct Turn: Sendable, Codable {
        struct Prompt: Sendable, Codable {
            var role: String
            var content: String
        }

        var iteration: Int
        var prompt: [Prompt]
    }

    struct Ending: Sendable, Codable {
        var answer: String
        var stopReason: StopReason
    }

    private struct Subcall: Codable {
        struct Call: Codable {
            var root_model: String?
            var prompt: String
            var context: String?
            var response: String
            var cached: Bool?
        }
        var call: Call
    }

    private struct Head: Codable {
        var type: String
        var version: Int?
    }

    package let setup: RunSetup
    let calls: [RecordedCall]
    let cells: [Cell]
    let turns: [Turn]
    /// Nil when the run was killed.
    let ending: Ending?

    /// Reads the lines of a trace; the last one may be half there.
    package init(lines text: Data) throws(Unusable) {
        let decoder = JSONDecoder()
        let lines = text.split(separator: UInt8(ascii: "\n"))
        var (setup, ending): (RunSetup?, Ending?) = (nil, nil)
        var (calls, cells, turns): ([RecordedCall], [Cell], [Turn]) = ([], [], [])
        for (number, line) in lines.enumerated() {
            guard let head = try? decoder.decode(Head.self, from: line) else {
                if number == lines.count - 1, number > 0 { break }
                throw Unusable(description: "line \(number + 1) is no line of a trace")
            }
            do {
                switch head.type {
                case "setup":
                    guard head.version == RunSetup.currentVersion else {
                        throw Unusable(
                            description: "it has the form \(head.version ?? 0), which this rlm does not read")
                    }
                    setup = try decoder.decode(RunSetup.self, from: line)
                case "call": Self.add(try decoder.decode(RecordedCall.self, from: line), to: &calls)
                case "cell":
                    let cell = try decoder.decode(Cell.self, from: line)
                    // What the end of the run cut short is not the same again.
                    if cell.outcome != TraceCell.interrupted { cells.append(cell) }
                case "iteration": turns.append(try decoder.decode(Turn.self, from: line))
                case "answer": ending = try decoder.decode(Ending.self, from: line)
                case "subcall":
                    let subcall = try decoder.decode(Subcall.self, from: line)
                    if let setup, let call = Self.cachedCall(subcall, setup) { calls.append(call) }
                default: break
                }
            } catch let error as Unusable {
                throw error
            } catch {
                throw Unusable(description: "line \(number + 1), of type \(head.type), lacks what it has to hold")
            }
        }
        guard let setup else {
            throw Unusable(
                description:
                    "it does not hold what a replay needs: an older rlm wrote it, or another program; record it again")
        }
        (self.setup, self.calls, self.cells, self.turns, self.ending) = (setup, calls, cells, turns, ending)
    }

    /// What was taken of a reply stands in place of what came.
    private static func add(_ call: RecordedCall, to calls: inout [RecordedCall]) {
        guard call.isPartial == true,
            let whole = calls.lastIndex(where: {
                $0.request == call.request && ($0.failure != nil || $0.text.hasPrefix(call.text))
            })
        else { return calls.append(call) }
        calls[whole] = call
    }

    /// A call that a cache answered never came to a model.
    private static func cachedCall(_ subcall: Subcall, _ setup: RunSetup) -> RecordedCall? {
        guard subcall.call.cached == true else { return nil }
        let call = subcall.call
        let prompt = call.context.map { $0.isEmpty ? call.prompt : call.prompt + "\n\n" + $0 } ?? call.prompt
        return RecordedCall(
            prompt: prompt, text: call.response, model: call.root_model ?? setup.sub.name,
            prompts: setup.options.prompts)
    }
}

extension RecordedRun.Cell {
    init(_ result: CellResult, code: String, depth: Int) {
        let record = TraceCell(Event(time: 0, depth: depth, kind: .cellStarted(code: code)), code: code, result)
        self.init(
            depth: depth, code: code, outcome: record.outcome, stdout: record.stdout, stderr: record.stderr,
            finalAnswer: record.finalAnswer)
    }
}
