import Glibc

/// A pinned base commit: its record, and what was built of it.
struct Base: Sendable {
    var record: BaseRecord
    /// Holds `source`, `upper` with what was built, and the record.
    var folder: String
    /// Which versions the dependencies had, where the tree does not say so itself.
    var pins: [UInt8]?

    /// Whether checked-out dependencies stand among what was built.
    var hasDependencies: Bool { access("\(layer)/checkouts", F_OK) == 0 }
    var layer: String { "\(folder)/upper" }
    var extra: [String: [UInt8]] { pins.map { ["Package.resolved": $0] } ?? [:] }
}
