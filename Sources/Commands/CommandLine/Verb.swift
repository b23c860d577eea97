/// A verb of a program: what help, parsing and completions say of it, and what it does.
package struct Verb: Sendable {
    package typealias Action = @Sendable (VerbInput) async throws -> ExitCode

    package let declaration: CommandDeclaration
    let action: Action

    package init(_ declaration: CommandDeclaration, _ action: @escaping Action) {
        self.declaration = declaration
        self.action = action
    }

    package var name: String { declaration.name }
}
