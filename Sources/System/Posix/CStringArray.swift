import Glibc

/// A NULL-terminated array of C strings, as `argv` and `envp` are; freed with its owner.
package final class CStringArray {
    private let storage: [UnsafeMutablePointer<CChar>?]
    package let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    package init(_ texts: [String]) {
        storage = texts.map { strdup($0) } + [nil]
        pointers = .allocate(capacity: storage.count)
        pointers.initialize(from: storage, count: storage.count)
    }

    deinit {
        storage.forEach { free($0) }
        pointers.deallocate()
    }

    /// The array as C functions that change nothing want it; valid only inside the call.
    package func withConstPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        let constant = storage.map { UnsafePointer($0) }
        return constant.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the array ends with nil") }
            return body(base)
        }
    }
}
