import LanguageModels
import RLMEngine
import Testing

@testable import Commands

@Suite struct AnswerPiecesTests {
    private func event(_ kind: Event.Kind) -> Event { Event(time: 0, depth: 0, kind: kind) }

    private func told(_ pieces: String...) -> AnswerPieces {
        var answer = AnswerPieces()
        _ = answer.update(event(.answering))
        for piece in pieces {
            _ = answer.update(event(.modelText(piece)))
            _ = answer.take()
        }
        return answer
    }

    @Test func textIsToldAsItComes() {
        var answer = told("\n It ", "is")
        #expect(answer.told == "It is")
        _ = answer.update(event(.modelText(" so.")))
        #expect(answer.take() == " so.")
        #expect(answer.rest(of: "It is so.") == "")
        #expect(answer.rest(of: "It is so. Quite.") == " Quite.")
        #expect(answer.rest(of: "Else.") == nil)
    }

    @Test func whatSubmitsAnAnswerIsNotOne() {
        #expect(told("FIN", "AL(\"x\")", " more").told == "")
        #expect(told("`", "``repl\n").told == "")
        #expect(told("FI", "NE").told == "FINE")
    }

    @Test func whatARetryRepeatsIsTakenBack() {
        var answer = told("half of")
        let error = ModelError(.unreachable, model: "m", message: "gone")
        let isVoid = answer.update(event(.modelRetrying(error, delay: 0)))
        #expect(isVoid && answer.told == "")
    }

    @Test func repliesOfLoopsAreNoAnswers() {
        var answer = AnswerPieces()
        _ = answer.update(event(.modelText("I look at it.")))
        #expect(answer.take() == "")
        #expect(answer.rest(of: "It.") == "It.")
    }
}
