import HTTPTransport
import Testing

@Suite struct HTTPAddressTests {
    @Test(arguments: [
        ("http://localhost:11434", true), ("http://127.0.0.1", true), ("http://127.9.8.7:1", true),
        ("http://[::1]:8080/v1", true), ("https://api.localhost/x", true), ("http://127.0.0.1.evil.com", false),
        ("http://localhost.evil.com", false), ("http://192.168.1.5", false), ("http://128.0.0.1", false),
        ("http://localhost@evil.com/", false), ("http://evil.com/#@localhost", false), ("http://2130706434", true),
    ])
    func knowsThisMachine(url: String, isLoopback: Bool) throws {
        #expect(try HTTPAddress(url).isLoopback == isLoopback)
    }

    @Test func showsNeitherUserNorQuery() throws {
        let address = try HTTPAddress("HTTPS://user:secret@Example.com:443/v1/?key=secret#x")
        #expect(address.description == "https://example.com/v1/")
        #expect(address.port == 443)
        #expect(try HTTPAddress("http://example.com:443").origin == "http://example.com:443")
    }

    @Test func readsDatesOfHeaders() {
        #expect(HTTPDate.secondsSince1970("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.secondsSince1970("Sunday, 06-Nov-94 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.secondsSince1970("soon") == nil)
    }
}
