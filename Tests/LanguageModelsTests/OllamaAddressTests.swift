import Testing

@testable import LanguageModels

@Suite struct OllamaAddressTests {
    @Test(arguments: [
        (nil, nil, "http://127.0.0.1:11434"),
        ("", nil, "http://127.0.0.1:11434"),
        ("gpu", nil, "http://gpu:11434"),
        (" gpu \n", nil, "http://gpu:11434"),
        ("\"gpu\"", nil, "http://gpu:11434"),
        ("gpu:8000", nil, "http://gpu:8000"),
        (":8000", nil, "http://127.0.0.1:8000"),
        ("192.168.1.5", nil, "http://192.168.1.5:11434"),
        ("0.0.0.0", nil, "http://127.0.0.1:11434"),
        ("0.0.0.0:8000", nil, "http://127.0.0.1:8000"),
        ("http://0.0.0.0:8000", nil, "http://127.0.0.1:8000"),
        ("[::]", nil, "http://[::1]:11434"),
        ("[::]:8000", nil, "http://[::1]:8000"),
        ("::1", nil, "http://[::1]:11434"),
        ("[fe80::1]:8000", nil, "http://[fe80::1]:8000"),
        ("http://gpu", nil, "http://gpu:80"),
        ("http://gpu:8000", nil, "http://gpu:8000"),
        ("https://gpu", nil, "https://gpu:443"),
        ("HTTPS://gpu:8443/ollama/", nil, "https://gpu:8443/ollama"),
        ("http://gpu:8000/", nil, "http://gpu:8000"),
        ("gpu:notaport", nil, "http://gpu:11434"),
        ("gpu:99999", nil, "http://gpu:11434"),
        (nil, "8000", "http://127.0.0.1:8000"),
        ("gpu", "8000", "http://gpu:8000"),
        ("gpu:9000", "8000", "http://gpu:9000"),
        ("http://gpu", " 8000 ", "http://gpu:8000"),
        ("gpu", "no", "http://gpu:11434"),
    ])
    func readsEveryForm(host: String?, port: String?, url: String) {
        #expect(OllamaAddress.baseURL(host: host, port: port) == url)
    }

    @Test func theVariablesWinOverTheSettingsAndTheOptionOverBoth() throws {
        var factory = try ProviderFixture.factory(nil)
        func url() throws -> String {
            let provider = try #require(factory.providers["ollama"])
            return try factory.server(of: "ollama", provider, model: "ollama/m").baseURL
        }
        #expect(try url() == "http://127.0.0.1:11434")
        factory.environment["OLLAMA_PORT"] = "8000"
        #expect(try url() == "http://127.0.0.1:8000")
        factory.environment["OLLAMA_HOST"] = "0.0.0.0"
        #expect(try url() == "http://127.0.0.1:8000")
        factory.baseURL = "gpu:9000/v1/"
        #expect(try url() == "http://gpu:9000")
    }
}
