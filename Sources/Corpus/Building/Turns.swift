@preconcurrency import Dispatch
import Synchronization

/// Hands out numbers from 0 on, and lets the holders act one after another in the order of their numbers.
///
/// Whoever has drawn a number waits for its turn and ends it, whatever happens.
final class Turns: Sendable {
    private let next = Atomic(0)
    private let gates: [DispatchSemaphore]

    init(count: Int) {
        gates = (0..<count).map { _ in DispatchSemaphore(value: 0) }
        gates.first?.signal()
    }

    /// Nil when all numbers are drawn.
    func draw() -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < gates.count ? number : nil
    }

    func wait(for number: Int) { gates[number].wait() }

    func end(_ number: Int) {
        if number + 1 < gates.count { gates[number + 1].signal() }
    }
}
