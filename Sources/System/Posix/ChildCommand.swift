import CPosix
import Glibc

/// A program to run and what it gets: nothing is inherited that is not named here.
package struct ChildCommand: Sendable, Equatable {
    /// A path, or a name to be looked up in `PATH` when it holds no slash.
    package var program: String
    /// The arguments after the program's name.
    package var arguments: [String]
    /// The whole environment; nil passes on this process's own.
    package var environment: [String: String]?
    /// The folder to start in; nil for the current one.
    package var directory: String?

    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil, directory: String? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// Starts the program and returns its process id; the caller has to wait for it.
    /// - Parameter descriptors: the child's numbers and what stands behind them; 0, 1 and 2 default to `/dev/null`.
    func spawn(descriptors: [Int32: Descriptor]) throws(PosixError) -> pid_t {
        let targets = descriptors.keys.sorted()
        let sources = targets.compactMap { descriptors[$0]?.number }
        let argv = CStringArray([program] + arguments)
        let envp = CStringArray((environment ?? Self.ownEnvironment()).map { "\($0.key)=\($0.value)" })
        var pid: pid_t = 0
        let code = program.withCString { program in
            Self.withOptionalCString(directory) { directory in
                sources.withUnsafeBufferPointer { sources in
                    targets.withUnsafeBufferPointer { targets in
                        var child = cposix_child(
                            program: program, argv: argv.pointers, envp: envp.pointers, directory: directory,
                            sources: sources.baseAddress, targets: targets.baseAddress, count: Int32(targets.count))
                        return cposix_spawn(&child, &pid)
                    }
                }
            }
        }
        withExtendedLifetime((argv, envp, descriptors)) {}
        try PosixError.check(code, "posix_spawn", program)
        return pid
    }

    private static func withOptionalCString<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }

    private static func ownEnvironment() -> [String: String] {
        var result: [String: String] = [:]
        var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return result
    }
}
