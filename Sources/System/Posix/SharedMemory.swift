/// A sealed, read-only memory file with its mapping; owns the descriptor and the mapping.
///
/// `@unchecked Sendable`: the mapping is never written after `init`, and the seals make the kernel enforce it.
package final class SharedMemory: @unchecked Sendable {
    package let descriptor: Int32
    package let count: Int
    private let base: UnsafeRawPointer?

    /// Takes over `descriptor` (a memfd holding `count` bytes, sealed by the caller) and the mapping at `base`.
    package init(descriptor: Int32, base: UnsafeRawPointer?, count: Int) {
        self.descriptor = descriptor
        self.base = base
        self.count = count
    }

    /// The bytes; valid only inside the call.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }
}
