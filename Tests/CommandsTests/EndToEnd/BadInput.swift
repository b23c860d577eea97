import Testing

/// Something that a user gets wrong or that is wrong with the machine, and what `rlm` makes of it.
struct BadInput: Sendable, CustomTestStringConvertible {
    let name: String
    /// Bash that makes the situation, in an empty folder.
    var setup = ""
    /// Bash that runs `$RLM`; `$ASK` is `rlm ask` over a small file with a model that answers.
    let command: String
    let code: Int32
    /// What standard error says, among other things; empty for nothing at all.
    let message: String
    /// What standard output says; nil for nothing at all.
    var output: String? = nil

    var testDescription: String { name }

    static let input: [BadInput] = [
        BadInput(name: "no such path", command: "$RLM ask q nowhere", code: 3, message: "no file or folder nowhere"),
        BadInput(
            name: "no permission", setup: "echo secret > locked; chmod 000 locked",
            command: "$UNPRIVILEGED $RLM ask q locked", code: 3, message: "may not be read"),
        BadInput(
            name: "empty file", setup: ": > empty", command: "$RLM ask q empty", code: 3, message: "nothing to read"),
        BadInput(
            name: "empty folder", setup: "mkdir empty", command: "$RLM ask q empty", code: 3, message: "nothing to read"
        ),
        BadInput(
            name: "binaries only", setup: "mkdir bin; head -c 5000 /bin/ls > bin/a; head -c 900 /dev/urandom > bin/b",
            command: "$RLM ask q bin", code: 3, message: "2 binary"),
        BadInput(
            name: "everything ignored", setup: "git init -q .; echo '*' > .gitignore; echo x > a.txt",
            command: "$RLM ask q .", code: 3, message: "--no-ignore"),
        BadInput(
            name: "patterns that match nothing", command: "$RLM ask q good.txt . --include '*.none' --exclude '*.txt'",
            code: 0, message: "reading 1 file", output: ""),
        BadInput(
            name: "huge line",
            setup: "head -c 3000000 /dev/zero | tr '\\0' x > line; echo >> line; echo needle >> line",
            command: "$RLM ask q line --quiet --model $CODER", code: 0, message: "", output: "fine\n"),
        BadInput(
            name: "broken UTF-8", setup: "printf 'caf\\303 \\377\\376 text\\n' > broken", command: "$ASK broken",
            code: 0,
            message: "", output: "fine\n"),
        BadInput(
            name: "Latin-1", setup: "printf 'caf\\351 au lait\\n' > latin1", command: "$ASK latin1", code: 0,
            message: "",
            output: "fine\n"),
        BadInput(
            name: "symbolic link loop",
            setup: "mkdir loop; ln -s ../loop loop/again; ln -s self loop/self; echo x > loop/a",
            command: "$ASK loop", code: 0, message: "", output: "fine\n"),
        BadInput(
            name: "symbolic link to itself", setup: "ln -s self self", command: "$RLM ask q self", code: 3,
            message: "self"),
        BadInput(
            name: "pipe among files", setup: "mkdir d; mkfifo d/pipe; echo x > d/a", command: "$ASK d", code: 0,
            message: "", output: "fine\n"),
        BadInput(name: "device", command: "$RLM ask q /dev/null", code: 3, message: "device"),
        BadInput(
            name: "nothing on standard input", command: "$RLM ask q - < /dev/null", code: 3, message: "nothing to read"),
        BadInput(name: "standard input closed", command: "$RLM ask q - <&-", code: 3, message: "nothing to read"),
        BadInput(name: "standard input twice", command: "$RLM ask q - -", code: 2, message: "only once"),
        BadInput(name: "empty path", command: "$RLM ask q ''", code: 2, message: "paths is empty"),
        BadInput(name: "not a repository", command: "$RLM ask q --git HEAD .", code: 3, message: "leave --git out"),
        BadInput(
            name: "unknown revision", setup: repository, command: "$RLM ask q --git v9.9 .", code: 3, message: "v9.9"),
        BadInput(
            name: "range without commits", setup: repository, command: "$RLM ask q --git HEAD..HEAD .", code: 3,
            message: "holds no commits"),
        BadInput(
            name: "repository without commits", setup: "git init -q .", command: "$RLM ask q --git HEAD .", code: 3,
            message: "HEAD"),
        BadInput(
            name: "revision of standard input", command: "$RLM ask q - --git HEAD", code: 2,
            message: "not standard input"),
    ]

    private static let repository =
        "git init -q .; git -c user.name=a -c user.email=a@b commit -q --allow-empty -m one"

    static let options: [BadInput] = [
        BadInput(name: "no command", command: "$RLM", code: 2, message: "Usage: rlm COMMAND"),
        BadInput(name: "unknown command", command: "$RLM aks q", code: 2, message: "did you mean ask?"),
        BadInput(name: "question without ask", command: "$RLM 'where is main?'", code: 2, message: "rlm ask \"where"),
        BadInput(name: "unknown option", command: "$RLM ask q --modle x", code: 2, message: "did you mean --model?"),
        BadInput(name: "option without value", command: "$RLM ask q --model", code: 2, message: "needs a value"),
        BadInput(name: "no number", command: "$RLM ask q --timeout soon", code: 2, message: "takes a number"),
        BadInput(name: "negative limit", command: "$RLM ask q --max-cost -1", code: 2, message: "0 or more, not -1"),
        BadInput(name: "no turns", command: "$RLM ask q --max-iterations 0", code: 2, message: "1 or more, not 0"),
        BadInput(name: "no question", command: "$RLM ask", code: 2, message: "what is the question?"),
        BadInput(name: "empty question", command: "$RLM ask '  ' .", code: 2, message: "question is empty"),
        BadInput(
            name: "no system prompt", command: "$RLM ask q . --system-prompt gone.md", code: 3, message: "no such file"),
        BadInput(
            name: "system prompt is a folder", command: "$RLM ask q . --system-prompt .", code: 3,
            message: "not a readable UTF-8 text file"),
        BadInput(
            name: "trace in no folder", command: "$ASK good.txt --trace none/run.jsonl", code: 2,
            message: "none/run.jsonl"),
        BadInput(
            name: "disk full for the trace", command: "$ASK good.txt --trace /dev/full", code: 0,
            message: "No space left", output: "fine\n"),
        BadInput(
            name: "disk full for the answer", command: "$ASK good.txt > /dev/full", code: 1, message: "No space left"),
        BadInput(
            name: "standard output closed", command: "$ASK good.txt >&-", code: 1, message: "standard output is closed"),
        BadInput(
            name: "standard error closed", command: "$RLM ask q good.txt --model $MODEL 2>&-", code: 0, message: "",
            output: "fine\n"),
        BadInput(name: "unknown shell", command: "$RLM completions tcsh", code: 2, message: "only for bash, zsh, fish"),
        BadInput(
            name: "socket without a path", command: "$RLM serve --socket ''", code: 2, message: "--socket needs a path"),
        BadInput(
            name: "no folder for the log", command: "env -u XDG_STATE_HOME HOME=/dev/null $RLM serve --socket run/s",
            code: 2,
            message: "set XDG_STATE_HOME to a folder of yours"),
        BadInput(name: "empty folder of an agent", command: "$RLM mcp ''", code: 2, message: "paths is empty"),
        BadInput(
            name: "home that is no folder", command: "HOME=/dev/null $RLM ask q good.txt --model $MODEL -q", code: 0,
            message: "", output: "fine\n"),
        BadInput(name: "argument for doctor", command: "$RLM doctor now", code: 2, message: "takes no argument"),
    ]

    static let configuration: [BadInput] = [
        BadInput(
            name: "no such configuration", command: "$RLM ask q . --config gone.toml", code: 2,
            message: "gone.toml: there is no such configuration file"),
        BadInput(
            name: "bad TOML", setup: "echo 'a = [' > c.toml", command: "$RLM ask q . --config c.toml", code: 2,
            message: "c.toml:"),
        BadInput(
            name: "unknown key", setup: "printf '[limits]\\nmax-itertions = 3\\n' > c.toml",
            command: "$RLM ask q . --config c.toml", code: 2,
            message: "c.toml:2: unknown setting limits.max-itertions; did you mean max-iterations?"),
        BadInput(
            name: "wrong type", setup: "printf '[limits]\\nmax-depth = \"deep\"\\n' > c.toml",
            command: "RLM_CONFIG=c.toml $RLM ask q .", code: 2,
            message: "c.toml:2: limits.max-depth takes a whole number"),
        BadInput(
            name: "key in a file", setup: "printf '[providers.openai]\\napi-key = \"sk-1\"\\n' > c.toml",
            command: "$RLM ask q . --config c.toml", code: 2, message: "secrets do not belong in a file"),
        BadInput(
            name: "user's file is broken", setup: "mkdir -p .config/rlm; echo 'x' > .config/rlm/config.toml",
            command: "$RLM models", code: 2, message: ".config/rlm/config.toml:1"),
    ]

    static let models: [BadInput] = [
        BadInput(
            name: "unknown provider", command: "$RLM ask q good.txt --model antropic/x", code: 4,
            message: "Did you mean anthropic/x?"),
        BadInput(
            name: "model without provider", command: "$RLM ask q good.txt --model gpt-5", code: 4,
            message: "Did you mean openai/gpt-5?"),
        BadInput(
            name: "missing key", command: "$RLM ask q good.txt --model openai/gpt-5", code: 4, message: "OPENAI_API_KEY"
        ),
        BadInput(
            name: "unreachable server", command: "OLLAMA_HOST=127.0.0.1:1 $RLM ask q good.txt --model ollama/x",
            code: 4,
            message: "127.0.0.1:1"),
        BadInput(
            name: "unreachable server without a model", command: "OLLAMA_HOST=127.0.0.1:1 $RLM ask q good.txt", code: 4,
            message: "Nothing answers at http://127.0.0.1:1"),
        BadInput(
            name: "bad base URL", command: "$RLM ask q good.txt --model vllm/x --base-url 'ftp://x y'", code: 4,
            message: "vllm/x"),
        BadInput(
            name: "server without a model", command: "$RLM ask q good.txt --base-url http://127.0.0.1:1", code: 2,
            message: "add --model"),
        BadInput(
            name: "no such program", command: "$RLM ask q good.txt --model command/no-such-program", code: 4,
            message: "no-such-program"),
        BadInput(
            name: "no such script", command: "$RLM ask q good.txt --model scripted/gone.txt", code: 4,
            message: "gone.txt"),
        BadInput(
            name: "no such sub-model", command: "$RLM ask q good.txt --model $MODEL --sub-model nobody/x", code: 4,
            message: "nobody"),
    ]
}
