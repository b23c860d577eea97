import Synchronization

extension PoolModel {
    /// Seconds to wait for servers to tell.
    private static let patience = 3.0

    /// The smallest window of the members that tell, since any may get the next call.
    package func contextWindow() async -> Int? {
        let (known, healthy) = shared.withLock { shared in
            (shared.windows, members.indices.filter { shared.state.members[$0].circuit.state == .closed })
        }
        let unknown = healthy.filter { known[$0] == nil }
        guard !unknown.isEmpty else { return smallest(known) }
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                try? await Task.sleep(for: .seconds(Self.patience))
                return false
            }
            for index in unknown { group.addTask { await self.learnWindow(of: index) } }
            var left = unknown.count
            while left > 0, await group.next() == true { left -= 1 }
            group.cancelAll()
        }
        return smallest(shared.withLock { $0.windows })
    }

    private func learnWindow(of index: Int) async -> Bool {
        let window = await members[index].model.contextWindow() ?? 0
        if !Task.isCancelled { shared.withLock { $0.windows[index] = window } }
        return true
    }

    /// 0 stands for a server that does not tell.
    private func smallest(_ windows: [Int: Int]) -> Int? { windows.values.filter { $0 > 0 }.min() }
}
