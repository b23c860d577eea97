import Glibc

/// What the environment says about certificates; read once.
///
/// libcurl reads the proxy variables itself, but leaves these two to the program.
struct CurlEnvironment: Sendable {
    let certificateFile: String?

    static let process = CurlEnvironment()

    private init() {
        certificateFile = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
            .compactMap { (name: String) in getenv(name).map { String(cString: $0) } }
            .first { access($0, R_OK) == 0 }
    }
}
