/// Where Ollama listens, from the variables that Ollama itself reads.
enum OllamaAddress {
    /// The base URL.
    /// - Parameters:
    ///   - host: `OLLAMA_HOST` in any of its forms: `host`, `host:port`, `:port`, `http://host`, `https://host:port/path`,
    ///     `[::1]:port`. An address that only a server can use, `0.0.0.0` or `[::]`, means this machine.
    ///   - port: `OLLAMA_PORT`, used where `host` names none.
    static func baseURL(host: String?, port: String?) -> String {
        let text = trimmed(host ?? "")
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let hasScheme = parts.count == 2
        let scheme = hasScheme ? parts[0].lowercased() : "http"
        let rest = (parts.last ?? "").split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let path = rest.count > 1 ? "/" + rest[1] : ""
        let (name, namedPort) = split(String(rest.first ?? ""))
        let usualPort = scheme == "https" ? "443" : hasScheme ? "80" : "11434"
        let chosen = [namedPort, port.map(trimmed)].lazy.compactMap { $0 }.first { UInt16($0) != nil } ?? usualPort
        return "\(scheme)://\(connectable(name)):\(chosen)" + withoutSlashes(path)
    }

    /// Host and port of `host:port`, `[v6]:port`, `v6`, `:port`, or either alone.
    private static func split(_ text: String) -> (host: String, port: String?) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let after = text[text.index(after: end)...]
            return (String(text[...end]), after.hasPrefix(":") ? String(after.dropFirst()) : nil)
        }
        let colons = text.count { $0 == ":" }
        if colons > 1 { return ("[\(text)]", nil) }
        guard let colon = text.firstIndex(of: ":") else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func connectable(_ host: String) -> String {
        switch host {
        case "", "0.0.0.0", "*": "127.0.0.1"
        case "[::]": "[::1]"
        default: host
        }
    }

    private static func withoutSlashes(_ path: String) -> String {
        String(path.reversed().drop { $0 == "/" }.reversed())
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace || $0 == "\"" }.reversed().drop { $0.isWhitespace || $0 == "\"" }.reversed())
    }
}
