import Commands
import Configuration
import TestSupport
import Testing

@Suite struct ModelChoiceTests {
    private func choice(_ toml: String = "", _ environment: [String: String] = [:]) throws -> ModelChoice {
        let folder = try TemporaryFolder()
        let file = try folder.write(toml, to: "config.toml")
        return ModelChoice(
            try Configuration(file: file, environment: environment).settings, environment: environment)
    }

    @Test func withNothingConfiguredTheRulesAnswerAndSaySo() throws {
        let choice = try choice()
        #expect(choice.root == "builtin" && choice.sub == "builtin")
        #expect(choice.remark?.contains("do not reason") == true)
    }

    @Test func aNamedModelNeedsNoRemark() throws {
        let choice = try choice("[model]\nname = \"vllm/x\"", ["ANTHROPIC_API_KEY": "k"])
        #expect(choice.root == "vllm/x" && choice.sub == "vllm/x" && choice.remark == nil)
    }

    @Test func aKeyAloneIsEnough() throws {
        let choice = try choice("", ["ANTHROPIC_API_KEY": "k"])
        #expect(choice.root == "anthropic/claude-sonnet-4-20250514")
        #expect(choice.remark?.contains("ANTHROPIC_API_KEY is set") == true)
        #expect(choice.remark?.contains("--model") == true)
    }

    @Test func anEmptyKeyIsNone() throws {
        #expect(try self.choice("", ["OPENAI_API_KEY": ""]).root == "builtin")
    }

    @Test func anOllamaHostOrModelComesFirst() throws {
        #expect(try choice("", ["OLLAMA_HOST": "gpu1", "OPENAI_API_KEY": "k"]).root == "ollama")
        #expect(try choice("", ["OLLAMA_MODEL": "qwen3:14b", "OPENAI_API_KEY": "k"]).root == "ollama")
    }

    @Test func thePreferenceDecides() throws {
        let environment = ["OLLAMA_HOST": "gpu1", "OPENAI_API_KEY": "k"]
        #expect(try choice("[model]\npreference = [\"openai\"]", environment).root == "openai/gpt-5")
        #expect(try choice("[model]\npreference = []", environment).root == "builtin")
    }

    @Test func aServerOfTheUsersOwnIsReadyWithAModel() throws {
        let server = "[providers.gpu1]\nkind = \"ollama\"\nbase-url = \"http://gpu1:11434\"\nmodel = \"qwen3:14b\"\n"
        #expect(try choice("[model]\npreference = [\"gpu1\"]\n" + server).root == "gpu1/qwen3:14b")
    }

    @Test func theSubModelIsTheUsersOrTheRoot() throws {
        #expect(try choice("[model]\nsub-model = \"ollama/small\"", ["OPENAI_API_KEY": "k"]).sub == "ollama/small")
    }
}
