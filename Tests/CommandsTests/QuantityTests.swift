import Commands
import Testing

@Suite struct QuantityTests {
    @Test(arguments: [(0, "0"), (9_999, "9999"), (12_345, "12.3k"), (999_949, "999.9k"), (4_120_000, "4.1M")])
    func shortensNumbers(number: Int, text: String) {
        #expect(Quantity.short(number) == text)
    }

    @Test(arguments: [
        (0.04, "0.0 s"), (0.44, "0.4 s"), (9.97, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (185, "3 min 05 s"),
        (7_440, "2 h 04 min"),
    ])
    func showsTimes(seconds: Double, text: String) {
        #expect(Quantity.seconds(seconds) == text)
    }

    @Test(arguments: [(0, "$0"), (0.00001, "<$0.0001"), (0.0123, "$0.0123"), (1.2, "$1.20"), (12, "$12.00")])
    func showsDollars(dollars: Double, text: String) {
        #expect(Quantity.dollars(dollars) == text)
    }

    @Test func counts() {
        #expect(Quantity.counted(1, "file") == "1 file")
        #expect(Quantity.counted(0, "file") == "0 files")
    }
}
