import Synchronization

extension PoolModel {
    /// Looks at a member again and again, until it answers; calls keep away from it meanwhile.
    func look(at member: Int, after seconds: Double) {
        Task.detached { [weak self, probe = members[member].probe] in
            var pause = seconds
            while true {
                // Processes that share a server do not all come at once.
                try? await Task.sleep(for: .seconds(pause * .random(in: 0.8...1.2)))
                var failure: ModelError?
                do throws(ModelError) { try await probe?() } catch { failure = error }
                guard let self else { return }
                let next = self.shared.withLock { $0.state.probed(member, failure) }
                self.advanceLine()
                guard let next else { return }
                pause = next
            }
        }
    }

    /// Why no member answers the call: each one by name with what is wrong with it.
    func exhausted(_ call: PoolCall) -> ModelError {
        let states = shared.withLock { $0.state.members }
        var reasons: [String] = []
        var errors: [ModelError] = []
        for (index, state) in states.enumerated() {
            let error = call.failures.last { $0.member == index }?.error ?? state.lastError
            guard let error else { continue }
            errors.append(error)
            reasons.append("\(members[index].model.name): \(error.message)")
        }
        if members.count == 1, let error = errors.first { return error.waiting(resumption(states)) }
        let error = ModelError(
            errors.worthRepeating ?? .unreachable, model: name,
            message: "none of its \(members.count) members answers.\n" + reasons.joined(separator: "\n"),
            hint: "\nrlm pool \(shortName) shows how each of them is.")
        return error.waiting(resumption(states))
    }

    /// Seconds until the first server that asked for a pause takes calls; nil when none did.
    private func resumption(_ states: [MemberState]) -> Double? {
        let now = now
        return states.compactMap { $0.pausedUntil > now ? $0.pausedUntil - now : nil }.min()
    }

    private var shortName: String { name.hasPrefix("pool/") ? String(name.dropFirst("pool/".count)) : name }
}

extension ModelError {
    /// The same, with the pause that the servers asked for where they are only busy.
    fileprivate func waiting(_ seconds: Double?) -> ModelError {
        guard isTransient, let seconds else { return self }
        var error = self
        error.kind = .rateLimited(retryAfter: seconds)
        return error
    }
}

extension [ModelError] {
    /// What kind of failure all of them are together: the one that is most likely to pass.
    fileprivate var worthRepeating: ModelError.Kind? {
        let passing = filter(\.isTransient)
        return (passing.first { $0.kind != .unreachable } ?? passing.first ?? first)?.kind
    }
}
