package import Corpus
import Posix

/// One Python worker with its state: what a root model's code runs in.
///
/// Calls to `run` are made one after another. A worker that dies is replaced by a fresh one over the same corpus,
/// and the result of the cell says so.
package actor REPLSession {
    package typealias SubcallHandler = @Sendable (Subcall) async -> SubcallReply

    /// What the worker told when it came up.
    package struct Environment: Sendable, Equatable {
        package var pythonVersion: String
        /// Why workers copy long texts in place of sharing them; nil when they share them.
        package var textCopies: String?
        /// Layers in force, such as `landlock 7`, `seccomp`, `rlimits`.
        package var sandboxLayers: [String]
        /// Layers that this machine lacks, each with the reason.
        package var missingLayers: [String]
    }

    private let program: WorkerProgram
    private let corpus: Corpus
    private let settings: REPLSettings
    private let subcalls: SubcallHandler
    private var link: WorkerLink
    private var isClosed = false
    /// Counts the workers: a new one has none of the variables of the one before.
    package private(set) var generation = 1

    /// Starts a worker over `corpus`; waits for it only where the settings require all of the sandbox.
    /// - Parameters:
    ///   - subcalls: answers the code's calls to models; called concurrently, at most `settings.concurrency` at once.
    /// - Throws: `REPLError` when no worker can be started or the sandbox is required and incomplete.
    package init(
        corpus: Corpus, settings: REPLSettings, subcalls: @escaping SubcallHandler
    ) async throws {
        program = try WorkerProgram.find()
        self.corpus = corpus
        self.settings = settings
        self.subcalls = subcalls
        let link = try WorkerLink.starting(program, corpus, settings, subcalls)
        self.link = link
        guard settings.requireSandbox else { return }
        do {
            try Self.check(try await link.environment(), settings)
        } catch {
            link.close()
            throw error
        }
    }

    /// Begins to warm up what workers are made from, so that the first one is there at once; returns at once.
    package static func warmUp() {
        if let program = try? WorkerProgram.find() { WorkerTemplate.of(program).warmUp() }
    }

    /// Waits until the worker is up.
    /// - Throws: `REPLError` when it does not come up.
    package var environment: Environment {
        get async throws { try await link.environment() }
    }

    deinit {
        link.abandon()
    }

    /// Runs one cell. Cancelling the task interrupts the cell, then kills the worker if it does not stop.
    /// - Parameter onReport: called with what the cell did, also where cancelling makes this throw.
    /// - Throws: `CancellationError` when the task was cancelled; `REPLError` when there is no worker to be had.
    package func run(
        _ source: String, onReport: @Sendable (CellResult) -> Void = { _ in }
    ) async throws -> CellResult {
        if isClosed { throw REPLError(.closed, "The Python session was closed.") }
        try Task.checkCancellation()
        let link = self.link
        try await waitUntilUp(link)
        let result = await link.run(source)
        onReport(result)
        if isClosed { throw REPLError(.closed, "The Python session was closed.") }
        if case .workerLost = result.outcome { try replace(link) }
        try Task.checkCancellation()
        return result
    }

    /// Ends the worker at once, and then its calls to models, of which the last has ended when this returns; later calls
    /// of this session throw.
    package func close() async {
        isClosed = true
        for call in link.close() { await call.value }
    }

    /// A worker whose start was cancelled has ended: another one takes its place.
    private func waitUntilUp(_ link: WorkerLink) async throws {
        do {
            _ = try await link.environment()
        } catch {
            guard Task.isCancelled, !isClosed else { throw error }
            try replace(link)
            throw CancellationError()
        }
    }

    private func replace(_ lost: WorkerLink) throws {
        guard link === lost else { return }
        link = try WorkerLink.starting(program, corpus, settings, subcalls)
        generation += 1
    }

    static func check(_ environment: Environment, _ settings: REPLSettings) throws(REPLError) {
        guard settings.requireSandbox, !environment.missingLayers.isEmpty else { return }
        throw REPLError(
            .sandboxIncomplete,
            "The sandbox is incomplete on this machine: \(environment.missingLayers.joined(separator: "; ")).",
            hint: "Run without --require-sandbox to accept that, or use a kernel that has these layers.")
    }
}

extension WorkerLink {
    /// A new worker on its way up.
    fileprivate static func starting(
        _ program: WorkerProgram, _ corpus: Corpus, _ settings: REPLSettings,
        _ subcalls: @escaping REPLSession.SubcallHandler
    ) throws(REPLError) -> WorkerLink {
        do throws(PosixError) {
            return try WorkerLink(program: program, corpus: corpus, settings: settings, subcalls: subcalls)
        } catch {
            throw REPLError(.startFailed, "The Python worker could not be started: \(error).")
        }
    }
}
