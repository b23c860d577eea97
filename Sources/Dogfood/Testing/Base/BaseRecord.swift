/// What is known of a base commit's build and tests; candidates are measured against it.
package struct BaseRecord: Codable, Sendable, Equatable {
    /// The base commit's tree, by its hexadecimal name.
    package var tree: String
    package var command: TestCommand
    package var toolchain: Toolchain?
    package var environment: [String: String]
    package var testPaths: TestPaths
    /// Nil where targets are not known.
    package var targets: TargetGraph?
    /// Seconds of the build, and whether it began with nothing.
    package var buildSeconds: Double
    package var isColdBuild: Bool
    /// Seconds of the last build that began with nothing.
    package var coldBuildSeconds: Double
    package var runs: [TestRun]

    /// Seconds of the slowest run of the tests.
    package var testSeconds: Double { runs.map(\.seconds).max() ?? 0 }

    package var buildLimits: SandboxLimits {
        let seconds = max(300, 5 * coldBuildSeconds)
        return SandboxLimits(seconds: seconds, silence: seconds)
    }

    package var testLimits: SandboxLimits {
        SandboxLimits(
            seconds: max(120, 4 * testSeconds), silence: max(60, 2 * (runs.map(\.longestSilence).max() ?? 0)))
    }
}
