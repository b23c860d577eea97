import FoundationEssentials
import Posix

/// The Swift toolchain that builds and tests, as `swift` on the path says where it is.
package struct Toolchain: Codable, Sendable, Equatable {
    /// What the compiler calls itself.
    package let version: String
    /// The folder that holds `bin` and `lib`, such as `/usr`.
    package let folder: String

    /// Asks `swift` on this process's path.
    package static func find() async throws -> Toolchain {
        let output: ChildOutput
        do {
            output = try await ChildProcess.run(ChildCommand("swift", ["-print-target-info"]), timeout: 60)
        } catch let error as PosixError {
            throw GateError("swift cannot be started: \(error). Install Swift 6.2 or newer and put it on the PATH")
        }
        guard output.status.isSuccess,
            let info = try? JSONDecoder().decode(TargetInfo.self, from: Data(output.stdout)),
            case let parts = info.paths.runtimeResourcePath.split(separator: "/"), parts.suffix(2) == ["lib", "swift"]
        else { throw GateError("`swift -print-target-info` says nothing usable: \(output.errorText.prefix(500))") }
        return Toolchain(version: info.compilerVersion, folder: "/" + parts.dropLast(2).joined(separator: "/"))
    }

    private struct TargetInfo: Decodable {
        struct Paths: Decodable { var runtimeResourcePath: String }
        var compilerVersion: String
        var paths: Paths
    }
}
