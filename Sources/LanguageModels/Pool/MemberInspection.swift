/// How a server is, asked now and without a call to its model.
package struct MemberInspection: Sendable, Equatable {
    /// Seconds until it answered; nil when it did not.
    package var seconds: Double?
    /// Why it did not answer.
    package var problem: String?
    /// Whether it has the model; nil when it does not tell.
    package var hasModel: Bool?
    /// Whether the model is in memory; nil when it does not tell.
    package var isLoaded: Bool?
    /// How much of the model is in the memory of the graphics card; nil when it does not tell.
    package var onGPU: Double?

    package init(
        seconds: Double? = nil, problem: String? = nil, hasModel: Bool? = nil, isLoaded: Bool? = nil,
        onGPU: Double? = nil
    ) {
        self.seconds = seconds
        self.problem = problem
        self.hasModel = hasModel
        self.isLoaded = isLoaded
        self.onGPU = onGPU
    }

    package var isUp: Bool { seconds != nil }
    /// As far as is known, it would answer a call.
    package var isReady: Bool { isUp && hasModel != false }

    /// What is wrong, in a few words.
    package var summary: String {
        if let problem { return problem }
        return hasModel == false ? "does not have the model" : "ready"
    }
}

extension PoolModel {
    /// How each member is, asked now.
    package func inspections() async -> [MemberInspection] {
        await withTaskGroup(of: (Int, MemberInspection).self) { group in
            for (index, member) in members.enumerated() {
                group.addTask { (index, await member.inspect?() ?? MemberInspection(seconds: 0)) }
            }
            var all = members.map { _ in MemberInspection() }
            for await (index, one) in group { all[index] = one }
            return all
        }
    }
}
