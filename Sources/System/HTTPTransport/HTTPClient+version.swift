import CCurl

extension HTTPClient {
    /// The version of libcurl that is loaded, with what it was built with: `libcurl/7.88.1 OpenSSL/3.0.15 …`.
    package static var libraryVersion: String { String(cString: curl_version()) }
}
