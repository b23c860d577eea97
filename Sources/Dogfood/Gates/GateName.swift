/// The gates, in the order in which a candidate passes them.
package enum GateName: String, Codable, Sendable, CaseIterable {
    case apply, policy, format, build, tests
    case ownTests = "own-tests"
    case revertCheck = "revert-check"
    case flakes, benchmark
    case coldBuild = "cold-build"
}
