import Dogfood
import Testing

@Suite struct GateNameTests {
    @Test func theOrderEndsWithTheColdBuild() { #expect(GateName.allCases.last == .coldBuild) }
}
