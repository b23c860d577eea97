package import Corpus

/// One Python worker with its state: what a root model's code runs in.
///
/// Calls to `run` are made one after another. A worker that dies is replaced by a fresh one over the same corpus,
/// and the result of the cell says so.
package actor REPLSession {
    package typealias SubcallHandler = @Sendable (Subcall) async -> SubcallReply

    /// What the worker told when it came up.
    package struct Environment: Sendable, Equatable {
        package var pythonVersion: String
        /// Layers in force, such as `landlock 7`, `seccomp`, `rlimits`.
        package var sandboxLayers: [String]
        /// Layers that this machine lacks, each with the reason.
        package var missingLayers: [String]
    }

    package let environment: Environment

    /// Starts a worker over `corpus`.
    /// - Parameters:
    ///   - subcalls: answers the code's calls to models; called concurrently, at most `settings.concurrency` at once.
    /// - Throws: `REPLError` when no worker can be started or the sandbox is required and incomplete.
    package init(
        corpus: Corpus, settings: REPLSettings, subcalls: @escaping SubcallHandler
    ) async throws {
        fatalError("written by the worker part")
    }

    /// Runs one cell. Cancelling the task interrupts the cell, then kills the worker if it does not stop.
    package func run(_ source: String) async throws -> CellResult {
        fatalError("written by the worker part")
    }

    /// Ends the worker at once; later calls throw.
    package func close() {
    }
}
