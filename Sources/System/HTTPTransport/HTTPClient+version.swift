import CCurl

extension HTTPClient {
    /// The version of libcurl that is loaded, with its TLS library: `libcurl/7.88.1 OpenSSL/3.0.15`.
    package static var libraryVersion: String {
        String(cString: curl_version()).split(separator: " ").prefix(2).joined(separator: " ")
    }
}
