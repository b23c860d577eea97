package import GitStore

/// Builds and tests candidates in the sandbox, gate after gate, and stops at the first that fails.
package struct Examiner: CandidateTesting {
    /// The repository's folder: its work folder, or a bare repository's own.
    let repository: String
    /// Where bases and slots are kept.
    let folder: String
    let command: TestCommand
    /// Variables for the sandbox.
    let environment: [String: String]
    /// Keeps a log and says its SHA-256.
    let keepLog: @Sendable ([UInt8]) throws -> String

    package init(
        repository: String, folder: String, command: TestCommand = .swift, environment: [String: String] = [:],
        keepLog: @escaping @Sendable ([UInt8]) throws -> String
    ) {
        self.repository = repository
        self.folder = folder
        self.command = command
        self.environment = environment
        self.keepLog = keepLog
    }

    package func examine(
        _ candidate: Candidate, onProgress: @escaping @Sendable (String) -> Void
    ) async -> [GateRecord] {
        let began = ContinuousClock.now
        let examination: Examination
        do {
            let base = try await pin(treeOf: candidate.baseTree, onProgress: onProgress)
            examination = try Examination(
                candidate, base: base.base, in: base.workshop, keepLog: keepLog, progress: onProgress)
        } catch {
            return [
                GateRecord(
                    gate: .build, outcome: .failed, failure: .sandbox, summary: "\(error)",
                    seconds: began.duration(to: .now) / .seconds(1))
            ]
        }
        return await examination.carryOut()
    }

    /// Builds and tests a base commit's tree, unless that was done before, and gives what was built.
    package func products(
        of tree: GitObjectID, onProgress: @escaping @Sendable (String) -> Void
    ) async throws -> BaseProducts {
        let (workshop, base) = try await pin(treeOf: tree, onProgress: onProgress)
        return BaseProducts(base: base, workshop: workshop, entries: try workshop.entries(of: tree))
    }

    private func pin(
        treeOf tree: GitObjectID, onProgress: @escaping @Sendable (String) -> Void
    ) async throws -> (workshop: Workshop, base: Base) {
        let workshop = try await Workshop(
            repository: repository, folder: folder, command: command, environment: environment)
        return (workshop, try await BasePinning(workshop: workshop, tree: tree, progress: onProgress).pin())
    }
}
