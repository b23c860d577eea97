import CCurl

/// Reads the dates of HTTP headers.
package enum HTTPDate {
    /// Seconds since 1970 of a date in any of HTTP's three forms; nil when `text` is none of them.
    package static func secondsSince1970(_ text: String) -> Double? {
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Double(seconds)
    }
}
