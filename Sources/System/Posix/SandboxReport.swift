/// Which layers of a sandbox hold, and which this machine lacks.
package struct SandboxReport: Sendable, Equatable {
    /// Such as `landlock 7`, `seccomp`, `rlimits`.
    package var layers: [String] = []
    /// Each with the reason.
    package var missing: [String] = []

    package init() {}

    mutating func add(_ layer: String, errno code: Int32) {
        if code == 0 {
            layers.append(layer)
        } else {
            missing.append("\(layer): \(PosixError(code: code, call: "").reason)")
        }
    }
}
