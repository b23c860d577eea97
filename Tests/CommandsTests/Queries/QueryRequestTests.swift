import Bridge
import Corpus
import JSON
import Testing

@testable import Commands

@Suite struct QueryRequestTests {
    private func request(_ options: JSONValue) throws -> QueryRequest {
        try QueryRequest(
            Parameters([
                "question": "Why?", "workingDirectory": "/somewhere", "options": options,
                "sources": [["kind": "path", "path": "/somewhere/src"], ["kind": "path", "path": "/else/b.c"]],
            ]))
    }

    @Test func optionsAreThoseOfTheCommandLine() throws {
        let options = try request([
            "model": "builtin", "maxCost": .number(0.5), "maxSteps": 3, "maxSeconds": .number(9.5), "noCache": true,
            "include": ["*.c", "*.h"], "noIgnore": false, "config": "rlm.toml",
        ])
        #expect(options.options.text("--model") == "builtin")
        #expect(options.options.number("--max-cost") == 0.5)
        #expect(options.options.number("--max-iterations") == 3)
        #expect(options.options.number("--timeout") == 9.5)
        #expect(options.options.texts("--include") == ["*.c", "*.h"])
        #expect(options.options.has("--no-cache") && !options.options.has("--no-ignore"))
        #expect(options.configurationFile == "/somewhere/rlm.toml")
    }

    @Test(
        arguments: [
            (["modle": "x"], "did you mean model?"), (["trace": "/etc/x"], "no option"),
            (["maxCost": "much"], "a number"),
            (["maxSteps": .number(1.5)], "whole number"), (["model": true], "not MODEL"),
            (["noCache": 3], "true or false"),
        ] as [(JSONValue, String)]) func mistakesAreExplained(_ options: JSONValue, _ text: String)
    {
        let error = #expect(throws: RPCError.self) { try request(options) }
        #expect(error?.kind == .invalidParams)
        #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
    }

    @Test func pathsBelowTheFolderAreShownFromThere() throws {
        let input = try #require(try request([:]).input)
        #expect(input.corpusSources == [.path("src"), .path("/else/b.c")])
        #expect(input.file(at: "src/a.c") == "/somewhere/src/a.c")
        #expect(input.file(at: "/else/b.c") == "/else/b.c")
    }

    @Test(
        arguments: [
            ["workingDirectory": "/x", "sources": [["kind": "path", "path": "/x"]]],
            ["question": " ", "workingDirectory": "/x", "sources": [["kind": "path", "path": "/x"]]],
            ["question": "a", "workingDirectory": "x", "sources": [["kind": "path", "path": "/x"]]],
            ["question": "a", "workingDirectory": "/x", "sources": []],
            ["question": "a", "workingDirectory": "/x", "sources": [["kind": "path", "path": "x"]]],
            ["question": "a", "workingDirectory": "/x", "sources": [["kind": "url", "path": "/x"]]],
            ["question": "a", "workingDirectory": "/x", "sources": [["kind": "text", "path": "/x"]]],
            [
                "question": "a", "workingDirectory": "/x",
                "sources": [["kind": "text", "path": "/x", "text": "", "firstLine": 0]],
            ],
        ] as [JSONValue]) func whatIsMissingIsRefused(_ params: JSONValue)
    {
        #expect(throws: RPCError.self) { try QueryRequest(Parameters(params)) }
    }
}
