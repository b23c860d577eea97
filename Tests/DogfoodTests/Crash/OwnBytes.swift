import FoundationEssentials
import TestSupport

/// Everything that is the person's, byte for byte.
struct OwnBytes: Equatable {
    var files: [String: [UInt8]] = [:]

    init(_ repository: TemporaryRepository) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: repository.path) where !name.hasPrefix(".git/")
        {
            files[name] = try FileReading.all(repository.path(name))
        }
        for name in [".git/index", ".git/HEAD", ".git/refs/stash", ".git/logs/refs/stash", ".git/refs/heads/main"] {
            files[name] = try FileReading.all(repository.path(name))
        }
    }
}
