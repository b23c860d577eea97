import Glibc

/// A NULL-terminated array of C strings, as `argv` and `envp` are; freed with its owner.
final class CStringArray {
    private let storage: [UnsafeMutablePointer<CChar>?]
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    init(_ texts: [String]) {
        storage = texts.map { strdup($0) } + [nil]
        pointers = .allocate(capacity: storage.count)
        pointers.initialize(from: storage, count: storage.count)
    }

    deinit {
        storage.forEach { free($0) }
        pointers.deallocate()
    }
}
