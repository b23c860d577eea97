import Bridge
import Glibc
import JSON
import Posix

/// `rlm mcp`: serves one client of the Model Context Protocol until its input ends.
struct MCPCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        (self.parsed, self.environment) = (parsed, environment)
    }

    func run() async throws -> ExitCode {
        let folders = try MCPFolders(parsed.operands.isEmpty ? ["."] : parsed.operands)
        let service = QueryService(environment: environment)
        let lookup = try CodeLookup(service, folders, parsed, environment)
        let tools: [any MCPTool] = [
            AskTool(service: service, folders: folders, options: parsed.queryOptions),
            SearchTool(lookup), OutlineTool(lookup),
            ProposalsTool(repositories: KnownRepositories(environment: environment), folders: folders),
        ]
        let dispatcher = Dispatcher(MethodTable.mcp(tools, version: Program.version), dialect: .mcp) { error in
            RPCError(.internalError, CommandFailure(error).message ?? "\(error)")
        }
        let (input, output) = try Self.privateStreams()
        let (endings, end) = AsyncStream.makeStream(of: Void.self)
        let interruption = try Interruption()
        let connection = try Connection(output: output, dispatcher: dispatcher) { _ in end.finish() }
        connection.start(reading: input)
        _ = try? await interruption.cancelling {
            for await _ in endings {}
            // Nobody else holds it.
            withExtendedLifetime(connection) {}
        }
        interruption.workIsDone()
        await service.shutDown()
        return .success
    }

    /// The descriptors of the protocol, which nothing else can write to or read from: what prints by mistake prints to
    /// standard error.
    private static func privateStreams() throws -> (input: Descriptor, output: Descriptor) {
        let streams = try [STDIN_FILENO, STDOUT_FILENO].map { number in
            let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw PosixError.last("fcntl") }
            return Descriptor(owning: copy)
        }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0, dup2(nothing, STDIN_FILENO) >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
            throw PosixError.last("dup2")
        }
        close(nothing)
        return (streams[0], streams[1])
    }
}
