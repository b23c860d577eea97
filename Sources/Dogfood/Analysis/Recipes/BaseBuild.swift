import CompilerDiagnostics
import FoundationEssentials

/// What the compiler left of a build of the base commit, beside the products.
package struct BaseBuild: Sendable {
    /// With paths from the top of the repository.
    let diagnostics: [CompilerDiagnostic]

    /// Reads what stands in a folder of products; nil when there is no library that can read it.
    /// - Parameter toolchain: the folder that holds `bin` and `lib`.
    package init?(products folder: String, toolchain: String) {
        guard let reader = DiagnosticsReader(library: "\(toolchain)/lib/libclang.so") else { return nil }
        var found: [CompilerDiagnostic] = []
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() where name.hasSuffix(".dia") {
            found += (reader.diagnostics(in: folder + "/" + name) ?? []).map(Self.fromTop)
        }
        diagnostics = found
    }

    private static func fromTop(_ diagnostic: CompilerDiagnostic) -> CompilerDiagnostic {
        var diagnostic = diagnostic
        diagnostic.path = fromTop(diagnostic.path)
        for index in diagnostic.fixes.indices { diagnostic.fixes[index].path = fromTop(diagnostic.fixes[index].path) }
        for index in diagnostic.fixesOfNotes.indices {
            diagnostic.fixesOfNotes[index].path = fromTop(diagnostic.fixesOfNotes[index].path)
        }
        return diagnostic
    }

    /// In the sandbox the repository stands at `/package/NAME`.
    private static func fromTop(_ path: String) -> String {
        let parts = path.split(separator: "/", maxSplits: 2)
        return path.hasPrefix("/package/") && parts.count == 3 ? String(parts[2]) : path
    }
}
