import Configuration
import TestSupport
import Testing

@Suite struct ConfigurationTests {
    /// The settings from a file's text over the defaults, with an environment and options.
    private func settings(
        _ text: String = "", environment: [String: String] = [:], options: [(path: [String], node: SettingNode)] = []
    ) throws -> Settings {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "config.toml")
        return try Configuration(file: file, environment: environment, options: options).settings
    }

    @Test func defaultsAreCompleteAndAreWhatTheFileSays() throws {
        let defaults = try Configuration().settings
        #expect(defaults.limits.iterations == 30)
        #expect(defaults.limits.subcalls == 2000)
        #expect(defaults.limits.tokens == nil)
        #expect(defaults.limits.costUSD == nil)
        #expect(defaults.worker.memoryLimit == 4 << 30)
        #expect(defaults.model.name == nil)
        #expect(defaults.providers["anthropic"]?.keyVariable == "ANTHROPIC_API_KEY")
        #expect(defaults.providers["vllm"]?.model == nil)
        #expect(defaults.commands["claude"]?.program == ["claude", "-p"])
    }

    @Test func everyDefaultIsExplainedByACommentAboveIt() {
        var commented = true
        for line in Configuration.defaultText.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") { commented = true }
            if line.isEmpty { commented = false }
            let isTopSection = ["[providers.", "[commands."].contains { line.hasPrefix($0) }
            if isTopSection { break }
            if line.contains(" = "), !line.hasPrefix("#") {
                #expect(commented, "\(line) has no comment")
                commented = false
            }
        }
    }

    @Test func aFileChangesOnlyWhatItNames() throws {
        let changed = try settings("[limits]\nmax-iterations = 5\n[providers.ollama]\nbase-url = \"http://gpu1:1\"")
        #expect(changed.limits.iterations == 5)
        #expect(changed.limits.depth == 1)
        #expect(changed.providers["ollama"]?.baseURL == "http://gpu1:1")
        #expect(changed.providers["ollama"]?.kind == .ollama)
    }

    @Test(arguments: ["8796093022208", "9223372036854775807"])
    func aLimitOfMemoryBeyondAnyMachineIsTaken(megabytes: String) throws {
        let limit = try settings("[worker]\nmemory-limit = \(megabytes)").worker.memoryLimit
        #expect(limit >= 1 << 50)
        // The worker adds to it what it uses already.
        #expect(limit < .max - 1 << 50)
    }

    @Test func optionsWinOverTheEnvironmentAndThatOverTheFile() throws {
        let file = "[model]\nname = \"ollama/a\""
        let environment = ["RLM_MODEL": "ollama/b"]
        let option = (path: ["model", "name"], node: SettingNode(.string("ollama/c"), .option("--model")))
        #expect(try settings(file).model.name == "ollama/a")
        #expect(try settings(file, environment: environment).model.name == "ollama/b")
        #expect(try settings(file, environment: environment, options: [option]).model.name == "ollama/c")
        #expect(try settings(file, environment: ["RLM_MODEL": ""]).model.name == "ollama/a")
    }

    @Test func theUsersFileIsFoundByTheDesktopConvention() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("[limits]\nmax-depth = 3", to: "rlm/config.toml")
        let found = try Configuration(environment: ["XDG_CONFIG_HOME": folder.path, "HOME": "/nowhere"])
        #expect(found.settings.limits.depth == 3)
        #expect(found.files == [file])
        let byHome = try folder.write("[limits]\nmax-depth = 4", to: ".config/rlm/config.toml")
        let atHome = try Configuration(environment: ["HOME": folder.path])
        #expect(atHome.settings.limits.depth == 4)
        #expect(atHome.files == [byHome])
        #expect(try Configuration(environment: ["HOME": folder.path + "/none"]).files == [])
    }

    @Test func serversCanBeAddedUnderNamesOfTheUsersOwn() throws {
        let added = try settings(
            "[providers.gpu1]\nkind = \"ollama\"\nbase-url = \"http://gpu1:11434\"\nmodel = \"qwen3:14b\"")
        #expect(added.providers["gpu1"]?.kind == .ollama)
        #expect(added.providers["gpu1"]?.model == "qwen3:14b")
        #expect(added.providers["ollama"] != nil)
    }

    @Test func theExampleIsValid() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let example = try Configuration(file: "/\(root)/config/example.toml").settings
        #expect(example.model.name == "explorer" && example.aliases["explorer"] == "pool/explorer")
        #expect(example.pools["reader"]?.members.count == 4)
        #expect(example.providers["server"]?.contextWindow == 32_768)
        #expect(example.providers["anthropic"]?.keyVariable == "ANTHROPIC_API_KEY")
    }

    @Test func aPoolTakesNamesAndTables() throws {
        let pool = try #require(
            try settings(
                """
                [pools.coder]
                members = [
                    "ollama/qwen3:14b",
                    { provider = "openai", model = "gpt-5", priority = 3, concurrency = 2, hedge = true },
                ]
                hedge = 0.1
                """
            ).pools["coder"])
        #expect(pool.members.map(\.model) == ["ollama/qwen3:14b", "openai/gpt-5"])
        #expect(pool.members.map(\.priority) == [nil, 3])
        #expect(pool.members.map(\.concurrency) == [nil, 2])
        #expect(pool.members.map(\.hedge) == [nil, true])
        #expect(pool.hedgeShare == 0.1)
        let several = try settings("[providers.ollama]\nhosts = [\"http://a:11434\", \"http://b:11434\"]")
        #expect(several.providers["ollama"]?.hosts == ["http://a:11434", "http://b:11434"])
    }

    @Test(arguments: [
        (
            "[pools.a]\nmembers = [\"olama/x\"]",
            "config.toml:2: pools.a.members names “olama/x”, but there is no [providers.olama]; did you mean ollama?"
        ),
        (
            "[pools.a]\nmembers = [\n\"pool/b\"]",
            "config.toml:3: pools.a.members names “pool/b”, but a pool is made of servers and programs, not of pool"
        ),
        ("[pools.a]\nmembers = []", "config.toml:2: pools.a.members is a list with at least one element"),
        (
            "[pools.a]\nmembers = [{ model = \"ollama/x\", prio = 1 }]",
            "config.toml:2: unknown setting pools.a.members.prio; did you mean priority?"
        ),
        (
            "[pools.a]\nmembers = [\"ollama/x\"]\nhedge = 2",
            "config.toml:3: pools.a.hedge takes a number, 0.5 or less, not 2"
        ),
        ("[aliases]\nfast = 3", "config.toml:2: aliases.fast takes text in quotes, not 3"),
    ])
    func mistakesInPoolsAreToldWithTheirLine(text: String, message: String) throws {
        #expect(throws: ConfigurationError.self) { try settings(text) }
        do { _ = try settings(text) } catch let error as ConfigurationError {
            #expect(error.description.hasSuffix(message), "\(error)")
        }
    }

    @Test func limitsOfZeroMeanNone() throws {
        let unlimited = try settings("[limits]\nmax-subcalls = 0\nmax-cost = 0\ntimeout = 2.5")
        #expect(unlimited.limits.subcalls == nil)
        #expect(unlimited.limits.costUSD == nil)
        #expect(unlimited.limits.seconds == 2.5)
    }

    @Test(arguments: [
        (
            "[limits]\nmax-iteration = 5",
            "config.toml:2: unknown setting limits.max-iteration; did you mean max-iterations?"
        ),
        ("[limit]\nx = 5", "config.toml:1: unknown setting limit; did you mean limits?"),
        ("[limits]\n\nmax-depth = \"2\"", "config.toml:3: limits.max-depth takes a whole number, 0 or more, not “2”"),
        ("[limits]\nmax-iterations = 0", "config.toml:2: limits.max-iterations takes a whole number, 1 or more, not 0"),
        ("[limits]\ntimeout = -1.5", "config.toml:2: limits.timeout takes a number, 0 or more, not -1.5"),
        (
            "[limits]\ntimeout = 1e300",
            "config.toml:2: limits.timeout takes a number, 1000000000 or less, not 1e+300"
        ),
        ("[limits]\ntimeout = inf", "config.toml:2: limits.timeout takes a number, 0 or more, not inf"),
        ("[chat]\nsum-up-at = 70", "config.toml:2: chat.sum-up-at takes a number, 1 or less, not 70"),
        ("limits = 5", "config.toml:1: limits is a table, written [limits], not a whole number"),
        ("[corpus]\ninclude = [\"*.c\",\n 5]", "config.toml:3: corpus.include takes a list of texts, not 5"),
        (
            "[terminal]\ncolor = \"alway\"",
            "config.toml:2: terminal.color is one of auto, always, never, not “alway”; did you mean always?"
        ),
        ("[terminal]\nverbose = 1979-05-27", "config.toml:2: terminal.verbose takes true or false, not 1979-05-27"),
        ("[providers.x]\nmodel = \"a\"", "config.toml:1: providers.x.kind is missing"),
        (
            "[model]\npreference = [\"openai\",\n\"antropic\"]",
            "config.toml:3: model.preference names “antropic”, but there is no [providers.antropic]; did you mean anthropic?"
        ),
        ("[limits\nx = 5", "config.toml:1:8: not valid TOML: "),
        ("a = 1\na = 2", "config.toml:2:5: not valid TOML: "),
    ])
    func aMistakeIsNamedWithItsPlaceAndWhatWouldBeRight(text: String, message: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try settings(text) }
        #expect(error.description.contains(message), "\(error)")
    }

    @Test(arguments: ["api-key", "api_key", "token", "secret", "password", "key"])
    func aSecretInAFileIsRefusedAndNotRepeated(key: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try settings("[providers.openai]\n\(key) = \"sk-verysecret\"")
        }
        #expect(error.description.contains("environment variable"))
        #expect(!error.description.contains("verysecret"))
    }

    @Test func mistakesOutsideAFileNameTheirSource() throws {
        let option = (path: ["limits", "max-cost"], node: SettingNode(.string("much"), .option("--max-cost")))
        let error = try #require(throws: ConfigurationError.self) { try settings(options: [option]) }
        #expect(error.description == "--max-cost: this takes a number, 0 or more, not “much”")
    }

    @Test func aNamedFileMustExist() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration(file: "/nonexistent/rlm.toml")
        }
        #expect(error.description == "/nonexistent/rlm.toml: there is no such configuration file")
    }

    @Test func aFileThatIsNotTextIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([0xff, 0xfe, 0x00], to: "config.toml")
        #expect(throws: ConfigurationError.self) { try Configuration(file: file) }
    }
}
