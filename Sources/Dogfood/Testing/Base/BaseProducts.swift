import GitStore
import Glibc

/// What was built of a base commit, and a sandbox in which to try something over it.
package struct BaseProducts: Sendable {
    let base: Base
    let workshop: Workshop
    let entries: [GitTreeEntry]

    /// Holds what the compiler left.
    package var folder: String { base.layer }
    /// The targets of the package; nil where they are not known.
    package var targets: TargetGraph? { base.record.targets }
    /// The toolchain's folder, which holds `bin` and `lib`.
    package var toolchain: String? { base.record.toolchain?.folder }

    /// What a program of the package prints; nil when there is none of this name, or it fails.
    package func output(of program: String, _ arguments: [String]) async throws -> String? {
        guard let path = self.program(program) else { return nil }
        let run = try await run([path] + arguments)
        return run.isSuccess ? run.text : nil
    }

    /// The lines of Swift code at which the compiler has something to say; nil when it cannot find the package's modules.
    package func objections(to code: String) async throws -> Set<Int>? {
        // C modules of the package have maps, be they written or made by the build.
        let script = """
            maps=$(find . .build/debug/ -path ./.build -prune -o -name module.modulemap -print)
            exec swiftc -typecheck -I .build/debug/Modules $(printf -- '-Xcc -fmodule-map-file=%s ' $maps) attempt.swift
            """
        let run = try await run(["sh", "-c", script], with: ["attempt.swift": Array(code.utf8)])
        var lines: Set<Int> = []
        for line in run.text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 4)
            guard parts.count == 5, parts[0].hasSuffix("attempt.swift"), let number = Int(parts[1]),
                [" error", " warning"].contains(parts[3])
            else { continue }
            lines.insert(number)
        }
        return run.isSuccess || !lines.isEmpty ? lines : nil
    }

    /// Where a program of the package stands in the sandbox, from the top of the repository; nil when there is none.
    private func program(_ name: String) -> String? {
        let isPlain = name.utf8.allSatisfy { SwiftToken.isName($0) || $0 == UInt8(ascii: "-") }
        guard isPlain, !name.isEmpty, access("\(folder)/debug/\(name)", X_OK) == 0 else { return nil }
        return ".build/debug/\(name)"
    }

    /// Runs a command at the top of the base's files in the sandbox, without network; nothing that it does there stays.
    /// - Parameter files: put there for it, at the top, beside the base's own.
    private func run(_ command: [String], with files: [String: [UInt8]] = [:]) async throws -> EnclosedRun {
        let slot = try await workshop.slot(
            "attempt", entries, layers: [base.layer], extra: files.merging(base.extra) { $1 })
        defer { slot.remove() }
        return try await slot.enclosure().run(
            command, limits: SandboxLimits(seconds: 60, silence: 60), in: slot.folder)
    }
}
