/// Why a cycle ended.
package enum CycleEnding: Sendable, Equatable {
    /// All findings were tried.
    case exhausted
    /// As many proposals as were asked for.
    case enough
    /// The time or the money is spent.
    case budget(String)
    /// Something that no other draft would mend, such as a sandbox that does not start or three timeouts in a row.
    case halted(String)
    /// A person asked for it.
    case interrupted
}
