import Configuration
import Testing

@Suite struct NearestNameTests {
    private let options = ["--model", "--sub-model", "--max-cost", "--max-depth", "--json", "--git"]

    @Test(arguments: [
        ("--modle", "--model"), ("--modl", "--model"), ("--max-dept", "--max-depth"), ("--max_cost", "--max-cost"),
        ("--jsno", "--json"), ("--JSON", "--json"), ("--submodel", "--sub-model"),
    ])
    func findsWhatWasMeant(mistyped: String, meant: String) {
        #expect(nearestName(to: mistyped, in: options) == meant)
    }

    @Test(arguments: ["--frobnicate", "x", ""])
    func findsNothingForSomethingElse(name: String) {
        #expect(nearestName(to: name, in: options) == nil)
    }

    @Test func suggestsNothingWithoutCandidates() {
        #expect(suggestion(for: "a", in: []) == "")
        #expect(suggestion(for: "modle", in: ["model"]) == "; did you mean model?")
    }
}
