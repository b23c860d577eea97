import GitStore

extension Examination {
    /// Changed Swift files have to be Swift, and as well formed as before where the repository says how.
    func format() async throws -> GatePass {
        let changed = candidate.changes.filter { $0.after != nil && $0.path.hasSuffix(".swift") }.map(\.path)
        guard workshop.command == .swift else { return .skipped("the test command is no Swift package's") }
        guard !changed.isEmpty else { return .skipped("no Swift file changes") }
        let slot = try await slot("format", some(candidateEntries, changed), layers: [])
        let limits = SandboxLimits(seconds: 120, silence: 120)
        let parse = try await slot.enclosure().run(
            ["swiftc", "-frontend", "-parse"] + changed, limits: limits, in: slot.folder)
        try checkBreach(parse, "parsing", .format)
        guard parse.isSuccess else {
            let errors = Self.firstErrors(of: readable(parse, in: slot))
            throw GateRefusal(
                failure: .format, summary: "no longer Swift: \(errors.first ?? "the compiler cannot parse it")",
                feedback: errors.joined(separator: "\n"), log: parse.output)
        }
        guard baseEntries.contains(where: { $0.path == Array(".swift-format".utf8) }) else {
            return GatePass(summary: "\(Self.files(changed.count)) parsed")
        }
        let findings = try await lint(changed, in: slot, limits)
        if !findings.isEmpty {
            let before = try await self.slot("format-base", some(baseEntries, changed), layers: [])
            let old = candidate.changes.filter { $0.before != nil && changed.contains($0.path) }.map(\.path)
            var known = old.isEmpty ? [] : try await lint(old, in: before, limits).map(Self.withoutPlace)
            let fresh = findings.filter { finding in
                guard let place = known.firstIndex(of: Self.withoutPlace(finding)) else { return true }
                known.remove(at: place)
                return false
            }
            if let first = fresh.first {
                throw GateRefusal(
                    failure: .format, summary: "swift format: \(first)", feedback: fresh.joined(separator: "\n"))
            }
        }
        return GatePass(summary: "\(Self.files(changed.count)) parsed and formatted")
    }

    private func some(_ entries: [GitTreeEntry], _ paths: [String]) -> [GitTreeEntry] {
        let wanted = Set(paths + [".swift-format"]).map { Array($0.utf8) }
        return entries.filter { wanted.contains($0.path) }
    }

    private func lint(_ paths: [String], in slot: Slot, _ limits: SandboxLimits) async throws -> [String] {
        let run = try await slot.enclosure().run(
            ["swift", "format", "lint", "--strict"] + paths, limits: limits, in: slot.folder)
        return readable(run, in: slot).split(separator: "\n").filter { $0.contains(": error: ") }.map(String.init)
    }

    /// `path: error: [Rule] text` of `path:3:5: error: [Rule] text`.
    private static func withoutPlace(_ finding: String) -> String {
        let parts = finding.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 ? "\(parts[0]):\(parts[3])" : finding
    }

    private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}
