import Testing

@testable import LanguageModels

/// What the built-in model understands of a question.
@Suite struct BuiltinQuestionTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let question: String
        let intent: Intent

        init(_ question: String, _ intent: Intent) {
            self.question = question
            self.intent = intent
        }

        var testDescription: String { question }
    }

    static let examples: [Example] = [
        Example("Where is the class HTTPAdapter defined?", .definition("HTTPAdapter", kind: "class")),
        Example("Which file defines `sdsnew`?", .definition("sdsnew", kind: "")),
        Example("where is send defined", .definition("send", kind: "")),
        Example("where is the main function of the server", .definition("main", kind: "function")),
        Example("What is NIOAsyncChannel?", .explanation("NIOAsyncChannel")),
        Example("What does the function guess_json_utf do?", .explanation("guess_json_utf")),
        Example("Who calls `wakeup`?", .callers("wakeup")),
        Example("Who calls powdenest?", .callers("powdenest")),
        Example("List the callers of processCommand", .callers("processCommand")),
        Example("Which functions does lookupKey call?", .callees("lookupKey")),
        Example("What does `Session.send` call?", .callees("Session.send")),
        Example("Where is `abortIndex` used?", .usages("abortIndex")),
        Example("Find all usages of BinaryDetection", .usages("BinaryDetection")),
        Example("How many times is urlparse used?", .count(.usages("urlparse"))),
        Example("How many times is zmalloc called?", .count(.calls("zmalloc"))),
        Example("What are the subclasses of RequestException?", .subtypes("RequestException")),
        Example("Which types implement the EventLoop protocol?", .subtypes("EventLoop")),
        Example("What conforms to EventLoopGroup?", .subtypes("EventLoopGroup")),
        Example("What does HTTPAdapter inherit from?", .supertypes("HTTPAdapter")),
        Example("Which functions raise TooManyRedirects?", .raising("TooManyRedirects")),
        Example("What errors does parse_url raise?", .errors(within: "parse_url")),
        Example("What is the signature of Session.request?", .about("Session.request", .signature)),
        Example("What parameters does createClient take?", .about("createClient", .signature)),
        Example("What does BasicAuthForRealm return?", .about("BasicAuthForRealm", .signature)),
        Example("Show the documentation of `EventLoopFuture`", .about("EventLoopFuture", .documentation)),
        Example("What is the default value of DEFAULT_POOLSIZE?", .value("DEFAULT_POOLSIZE")),
        Example("What is the default of maxmemory-policy?", .value("maxmemory-policy")),
        Example("What methods does Session have?", .members(kind: "method", of: "Session")),
        Example("What are the cases of ChannelError?", .members(kind: "case", of: "ChannelError")),
        Example("List all classes in src/exceptions.py", .list(kind: "class")),
        Example("List all interfaces", .list(kind: "interface")),
        Example("Which functions return *Context?", .withinSignature("Context", kind: "function")),
        Example("What is the largest file?", .largest(kind: nil)),
        Example("What is the longest function in networking.c?", .largest(kind: "function")),
        Example("How many Python files are there?", .count(.files)),
        Example("How many lines of C code are there?", .count(.lines)),
        Example("How many functions are defined in utils.py?", .count(.definitions("function"))),
        Example("How many classes are there?", .count(.definitions("class"))),
        Example("How many tests are there?", .count(.tests)),
        Example("How many commits are there?", .count(.commits)),
        Example("Find all TODO items", .todos(words: ["TODO"])),
        Example("list all TODOs and FIXMEs in Sources", .todos(words: ["TODO", "FIXME"])),
        Example("What environment variables does it read?", .environment),
        Example("Which command line flags does cli.py accept?", .flags),
        Example("List the error messages in models.py", .errors(within: nil)),
        Example("what does src/ziplist.c include?", .imports),
        Example("What modules are imported by src/auth.py?", .imports),
        Example("Which files import urllib3?", .importers(of: "urllib3")),
        Example("who includes dict.h?", .importers(of: "dict.h")),
        Example("What are the dependencies of this package?", .dependencies),
        Example("which tests cover get_netrc_auth", .tests(of: "get_netrc_auth")),
        Example("Which commit changed the wire format?", .commits),
        Example("Which file contains \"Can't save: fork\"?", .quoted("Can't save: fork")),
        Example("Which file contains 'Exceeded'?", .quoted("Exceeded")),
        Example("What does this project do?", .summary),
        Example("Summarize src/rax.c", .summary),
        Example("What does src/auth.py do?", .summary),
        Example("What languages is this written in?", .languages),
        Example("Where is the version number defined?", .version),
        Example("Why does it retry?", .judgement),
        Example("Is ByteBuffer thread-safe?", .judgement),
        Example("Where are redirects handled?", .search),
        Example("Where does Gin recover from panics?", .search),
        Example("Where is the `save` directive of the configuration parsed?", .search),
        Example("Where is the number of CPU cores (coreCount) determined?", .search),
        Example("Where is `struct redisCommand` defined?", .definition("redisCommand", kind: "struct")),
        Example("Where is `type Engine` defined?", .definition("Engine", kind: "type")),
        Example("Which error replies can src/multi.c send?", .errors(within: nil)),
        Example("What is in src/net? Summarize the folder.", .summary),
        Example("Which third-party libraries are bundled in deps, and what is each of them for?", .parts),
        Example("What are the subfolders of src/ and what do they do?", .parts),
        Example("Which crates are in crates/ and what does each do?", .parts),
        Example("How is the proxy chosen for a request?", .search),
    ]

    @Test(arguments: examples)
    func understands(example: Example) {
        #expect(IntentReader(Question(example.question), hasOneFile: false).read() == example.intent)
    }

    @Test func tellsNamesPathsAndTextsApart() {
        let question = Question("Does `a_b()` in src/x/main.c print \"two words\" via Foo.bar or 'http://x'?")
        #expect(question.names == ["a_b", "Foo.bar"])
        #expect(question.paths == ["src/x/main.c"])
        #expect(question.texts == ["two words", "http://x"])
    }

    @Test func leavesOrdinaryWordsAlone() {
        #expect(Question("What's the user's favourite function that parses HTTP on GitHub?").names.isEmpty)
        #expect(Question("How many TODOs are there in Python code?").names.isEmpty)
    }

    @Test func readsTheScope() {
        #expect(Question("How many Rust files are in the ignore crate?").paths == ["ignore"])
        #expect(Question("How many Rust files are in the ignore crate?").language == "rust")
        #expect(Question("How many C files are in src?").scopeWord == "src")
        #expect(Question("What is in the code?").scopeWord == nil)
        #expect(Question("What keeps a test from reading the environment?").scopeWord == nil)
    }

    @Test(arguments: ["", "?", "```", "\"", "`", "''", "where is", "how many", "((((", "\u{0}", "日本語の質問ですか？"])
    func survivesOddQuestions(text: String) {
        #expect(!StrategyWriter(Question(text), hasOneFile: true).strategies().isEmpty)
    }
}
