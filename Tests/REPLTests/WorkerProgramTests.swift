import Glibc
import TestSupport
import Testing

@testable import REPL

@Suite struct WorkerProgramTests {
    private func program(in folder: TemporaryFolder, _ path: String) throws -> String {
        let path = try folder.write("#!/bin/sh\n", to: path)
        try #require(chmod(path, 0o755) == 0)
        return path
    }

    @Test func findsProgramAndPackagesOfAnInstallation() throws {
        let folder = try TemporaryFolder()
        let path = try program(in: folder, "bin/rlm-repl")
        try folder.write("", to: "lib/rlm/python/module.py")
        let found = try WorkerProgram.find(beside: folder.path("bin/rlm"), environment: { _ in nil })
        #expect(found == WorkerProgram(path: path, packages: folder.path("lib/rlm/python")))
    }

    @Test func findsProgramAndPackagesOfABuild() throws {
        let folder = try TemporaryFolder()
        let path = try program(in: folder, "triple/debug/rlm-repl")
        try folder.write("", to: "python/module.py")
        let found = try WorkerProgram.find(beside: folder.path("triple/debug/rlm"), environment: { _ in nil })
        #expect(found == WorkerProgram(path: path, packages: folder.path("python")))
    }

    @Test func takesBothFromTheEnvironment() throws {
        let folder = try TemporaryFolder()
        let path = try program(in: folder, "elsewhere")
        let variables = ["RLM_REPL": path, "RLM_PYTHON_PACKAGES": "/packages"]
        let found = try WorkerProgram.find(beside: "/nowhere/rlm", environment: { variables[$0] })
        #expect(found == WorkerProgram(path: path, packages: "/packages"))
    }

    @Test func saysWhereItLookedInVain() {
        let error = #expect(throws: REPLError.self) {
            try WorkerProgram.find(beside: "/nowhere/rlm", environment: { _ in nil })
        }
        #expect(error?.kind == .programMissing)
        #expect(error?.description.contains("/nowhere/rlm-repl") == true)
        #expect(error?.description.contains("RLM_REPL") == true)
    }

    @Test func refusesAnIncompleteSandboxWhenAllIsRequired() throws {
        var settings = REPLSettings()
        let environment = REPLSession.Environment(
            pythonVersion: "3", sandboxLayers: ["seccomp"], missingLayers: ["landlock: Function not implemented"])
        try REPLSession.check(environment, settings)
        settings.requireSandbox = true
        let error = #expect(throws: REPLError.self) { try REPLSession.check(environment, settings) }
        #expect(error?.kind == .sandboxIncomplete)
        #expect(error?.description.contains("landlock: Function not implemented") == true)
    }

    @Test func reportsAWorkerThatGreetsAndThenFails() async throws {
        let folder = try TemporaryFolder()
        let path = try program(in: folder, "rlm-repl")
        let script = """
            #!/usr/bin/python3
            import ctypes, os, socket, struct, sys
            control = socket.socket(fileno=3)
            request, (_, errors, link, _), _, _ = socket.recv_fds(control, 1000, 4)
            clone, parent, child_signal = 56, 0x8000, 17
            process = ctypes.CDLL(None).syscall(clone, parent | child_signal, 0, 0, 0, 0)
            if process:
                control.send(struct.pack('<q', process))
                control.recv(1)
                os._exit(0)
            os.setsid()
            os.dup2(errors, 2)
            fields = [b'3', b'', b'0']
            body = struct.pack('<I', 3) + b''.join(struct.pack('<I', len(f)) + f for f in fields)
            os.write(link, struct.pack('<IBI', len(body), 16, 0) + body)
            host = os.fdopen(link, 'rb')
            for setup_and_cell in range(2):
                host.read(struct.unpack('<IBI', host.read(9))[0])
            sys.exit('no helpers')
            """
        try folder.write(script + "\n", to: "rlm-repl")
        let link = try WorkerLink(
            program: WorkerProgram(path: path, packages: ""), corpus: testCorpus([]), settings: .test,
            subcalls: echoing)
        #expect(try await link.environment().pythonVersion == "3")
        #expect(await link.run("1").stderr.contains("no helpers"))
        let error = await #expect(throws: REPLError.self) { try await link.environment() }
        #expect(error?.kind == .startFailed)
    }

    @Test func reportsAProgramThatIsNoWorker() async throws {
        let folder = try TemporaryFolder()
        let path = try program(in: folder, "rlm-repl")
        try folder.write("#!/bin/sh\necho no such module >&2; exit 3\n", to: "rlm-repl")
        let link = try WorkerLink(
            program: WorkerProgram(path: path, packages: ""), corpus: testCorpus([]), settings: .test,
            subcalls: echoing)
        let error = await #expect(throws: REPLError.self) { try await link.environment() }
        #expect(error?.kind == .startFailed)
        #expect(error?.description.contains("exit status 3") == true)
        #expect(error?.description.contains("no such module") == true)
    }
}
