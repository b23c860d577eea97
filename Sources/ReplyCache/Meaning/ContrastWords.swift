/// Words that turn an answer round or bound it: negations, quantities, orders, opposites, and the question words that
/// ask for different things.
enum ContrastWords {
    static let all: Set<String> = [
        "no", "not", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor", "without", "cannot", "hardly",
        "except", "besides", "unless", "until", "only", "just", "but", "instead", "rather", "than", "if", "or",
        "either",
        "where", "when", "why", "who", "whom", "whose", "how", "whether",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
        "hundred", "thousand", "million", "zero", "half", "double", "once", "twice", "first", "second", "third", "last",
        "next", "previous", "single", "both", "all", "every", "everything", "any", "anything", "some", "something",
        "many", "much", "more", "most", "less", "least", "few", "fewer", "several", "other", "others", "another",
        "same",
        "different", "before", "after", "since", "during", "while", "earlier", "later", "early", "late", "new", "old",
        "newer", "older", "newest", "oldest", "above", "below", "over", "under", "up", "down", "left", "right", "top",
        "bottom", "from", "by", "into", "onto", "between", "inside", "outside", "upper", "lower", "higher", "lowest",
        "highest", "max", "min", "maximum", "minimum", "larger", "largest", "smaller", "smallest", "longer", "longest",
        "shorter", "shortest", "must", "should", "may", "might", "could", "always", "often", "sometimes", "rarely",
        "optional", "required", "true", "false", "yes", "off", "enabled", "disabled", "enable", "disable",
        "start",
        "stop", "begin", "end", "open", "opened", "close", "closed", "read", "write", "written", "add", "added",
        "remove", "removed", "insert", "delete", "deleted", "create", "created", "destroy", "input", "output", "client",
        "server", "send", "sent", "receive", "received", "request", "response", "success", "succeed", "failure", "fail",
        "fails", "failed", "increase", "decrease", "encode", "decode", "allow", "allowed", "deny", "denied", "forbid",
        "forbidden", "include", "included", "exclude", "excluded", "public", "private", "internal", "external", "local",
        "remote", "global", "synchronous", "asynchronous", "push", "pull", "import", "export", "parent", "child",
        "caller", "callee", "callers", "callees", "calls", "called", "safe", "unsafe", "valid", "invalid", "known",
        "unknown", "used", "unused", "mutable", "immutable", "sorted", "unsorted", "locked", "unlocked", "lock",
        "unlock",
    ]
}
