import CCurl

/// The parts of an http or https URL, as libcurl itself reads them.
package struct HTTPAddress: Sendable, Equatable, CustomStringConvertible {
    package enum Scheme: String, Sendable {
        case http, https
    }

    package var scheme: Scheme
    /// A name or an address; an IPv6 address stands in brackets.
    package var host: String
    package var port: Int
    /// Empty, or starting with a slash.
    package var path: String

    /// Parses `url`, which must be http or https and name a host.
    package init(_ url: String) throws(HTTPError) {
        guard let handle = curl_url() else { throw HTTPError(.other, "Out of memory.") }
        defer { curl_url_cleanup(handle) }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        let code = curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_NON_SUPPORT_SCHEME))
        guard code == CURLUE_OK, let scheme = Scheme(rawValue: part(CURLUPART_SCHEME) ?? ""),
            let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = Int(part(CURLUPART_PORT, Int32(CURLU_DEFAULT_PORT)) ?? "")
        else {
            throw HTTPError(.badURL, "“\(Self.printable(url))” is not an http:// or https:// URL with a host.")
        }
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
        let path = part(CURLUPART_PATH) ?? ""
        self.path = path == "/" ? "" : path
    }

    /// True when the host is this machine, so that what is sent never leaves it.
    package var isLoopback: Bool {
        if host == "127.0.0.1" || host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }

    /// The URL up to the port, which is left out where the scheme implies it.
    package var origin: String {
        let implied = scheme == .http ? 80 : 443
        return "\(scheme.rawValue)://\(host)" + (port == implied ? "" : ":\(port)")
    }

    /// The URL without user, password, query or fragment.
    package var description: String { origin + path }

    private static func printable(_ url: String) -> String {
        let afterUser = url.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return String(String.UnicodeScalarView(afterUser.unicodeScalars.filter { $0.value >= 32 }.prefix(200)))
    }
}
