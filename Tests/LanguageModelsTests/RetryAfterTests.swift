import HTTPTransport
import Testing

@testable import LanguageModels

@Suite struct RetryAfterTests {
    @Test(
        arguments: [
            ("retry-after-ms", "1500", 1.5), ("retry-after-ms", "inf", nil), ("retry-after-ms", "1e300", 86_400),
            ("Retry-After", "7", 7), ("Retry-After", "1e30", 86_400), ("Retry-After", "inf", nil),
            ("Retry-After", "Thu, 31 Dec 2099 23:59:59 GMT", 86_400),
        ] as [(String, String, Double?)])
    func believesADayAtMost(name: String, value: String, seconds: Double?) {
        let head = HTTPResponseHead(status: 429, headers: [HTTPHeader(name, value)])
        #expect(RetryAfter.seconds(head, now: 0) == seconds)
    }
}
