import Testing

import JSON

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"a":[1,-2.5,0,1000000,true,false,null],"b":{"c":"d"}}"#, "[]", "{}", #""x""#, "[[[]]]", "12", #"{"":""}"#,
    ])
    func readsWhatItWrites(_ text: String) throws {
        #expect(String(decoding: try JSONParser.parse(text).encoded, as: UTF8.self) == text)
        #expect(try JSONParser.parse(Array(" \n\t\(text) \r".utf8)) == JSONParser.parse(text))
    }

    @Test func readsEscapes() throws {
        let value = try JSONParser.parse(#" "a\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00 \ud83d! \u0041" "#)
        #expect(value == .string("a\"\\/\u{8}\u{C}\n\r\tü😀 \u{FFFD}! A"))
    }

    @Test func writesTextsSafely() {
        let text = JSONValue.string("q\" b\\ / n\n r\r t\t \u{1} \u{1F} ü😀 \u{2028}")
        #expect(String(decoding: text.encoded, as: UTF8.self) == #""q\" b\\ / n\n r\r t\t \u0001 \u001f ü😀 \#u{2028}""#)
    }

    @Test func sortsMembersAndLeavesOutWhatIsNil() {
        let value = JSONValue.members(["b": .bool(true), "a": .optional(1.5), "c": .optional(nil as Int?)])
        #expect(String(decoding: value.encoded, as: UTF8.self) == #"{"a":1.5,"b":true}"#)
    }

    @Test(arguments: [
        "", " ", "{", "[1,", "[1 2]", "{\"a\" 1}", "{a:1}", "tru", "nul", "\"a", "\"\\x\"", "\"\\u12\"", "1 2", "-",
        "1e",
        "\"\n\"", "[,]", "{\"a\":}", "\"\\",
    ])
    func refusesWhatIsNotJSON(_ text: String) {
        #expect(throws: JSONParser.NotJSON.self) { try JSONParser.parse(text) }
    }

    @Test func leavesOutMembersOfTheOutermostObjectThatDoNotMatter() throws {
        let text = #"{"id":"x","a":{"id":1},"long":"a\"b","more":[{"a":2},"\\"],"b":"","c":null}"#
        #expect(try JSONParser.parse(text, keeping: ["a", "b"]) == .object(["a": .object(["id": 1]), "b": ""]))
        for broken in [#"{"id":"x"#, #"{"id":"\x"}"#, #"{"id":tru}"#, "{\"id\":\"\n\"}"] {
            #expect(throws: JSONParser.NotJSON.self) { try JSONParser.parse(broken, keeping: ["a"]) }
        }
    }

    @Test func refusesWhatIsNestedTooDeeply() {
        #expect(throws: JSONParser.NotJSON.self) { try JSONParser.parse(String(repeating: "[", count: 100_000)) }
    }
}
