import CDiagnostics

/// Reads what compilers kept of their diagnostics (`.dia` files), with the libclang of a toolchain.
package struct DiagnosticsReader {
    private let library: UnsafeMutableRawPointer

    /// Nil when there is no such library, or one that lacks something.
    /// - Parameter library: its path.
    package init?(library path: String) {
        guard let library = cdiagnostics_open(path) else { return nil }
        self.library = library
    }

    /// The diagnostics of a file, in order; nil when it cannot be read.
    package func diagnostics(in file: String) -> [CompilerDiagnostic]? {
        let found = Found()
        let reader = cdiagnostics_reader(
            diagnostic: { context, depth, severity, message, path, line, offset in
                Found.of(context).add(
                    CompilerDiagnostic(
                        isWarning: severity == 2, message: String(cString: message!), path: String(cString: path!),
                        line: Int(line), offset: Int(offset)), depth: Int(depth))
            },
            fix: { context, path, start, end, text in
                guard start <= end else { return }
                Found.of(context).add(
                    CompilerDiagnostic.Fix(
                        path: String(cString: path!), range: Int(start)..<Int(end), text: String(cString: text!)))
            },
            context: Unmanaged.passUnretained(found).toOpaque())
        let code = withExtendedLifetime(found) { cdiagnostics_read(library, file, reader) }
        return code == 0 ? found.diagnostics : nil
    }
}

/// What was read so far; notes come right behind what they belong to.
private final class Found {
    private(set) var diagnostics: [CompilerDiagnostic] = []
    private var depth = 0

    static func of(_ context: UnsafeMutableRawPointer?) -> Found {
        Unmanaged<Found>.fromOpaque(context!).takeUnretainedValue()
    }

    func add(_ diagnostic: CompilerDiagnostic, depth: Int) {
        self.depth = depth
        if depth == 0 { diagnostics.append(diagnostic) }
    }

    func add(_ fix: CompilerDiagnostic.Fix) {
        guard !diagnostics.isEmpty else { return }
        if depth == 0 {
            diagnostics[diagnostics.count - 1].fixes.append(fix)
        } else {
            diagnostics[diagnostics.count - 1].fixesOfNotes.append(fix)
        }
    }
}
