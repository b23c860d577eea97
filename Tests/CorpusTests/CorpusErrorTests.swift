import Corpus
import Glibc
import TestSupport
import Testing

@Suite struct CorpusErrorTests {
    @Test(arguments: ["nothing", "a.txt/b", "", "nothing/../a.txt"]) func saysThatAPathIsNotThere(path: String)
        async throws
    {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a.txt")
        let error = await failure([.path("a.txt"), .path(path)], at: folder.path)
        #expect(error == .noSuchPath(path.isEmpty ? "\"\"" : path))
        #expect(error?.description.contains("Check the spelling") == true)
    }

    @Test(arguments: ["/dev/zero", "/dev/null"]) func readsNoDevice(path: String) async throws {
        let folder = try TemporaryFolder()
        #expect(await failure([.path(path)], at: folder.path) == .notAFile(path))
    }

    @Test func saysThatALinkLeadsNowhere() async throws {
        let folder = try TemporaryFolder()
        symlink("loop", folder.path("loop"))
        let error = await failure([.path("loop")], at: folder.path)
        #expect(error == .unreadable("loop", reason: "Too many levels of symbolic links"))
    }

    @Test func saysWhyNothingWasReadable() async throws {
        let folder = try TemporaryFolder()
        try folder.write([0, 1], to: "a.bin")
        try folder.write([0, 1], to: "b.bin")
        try folder.write("", to: "empty.txt")
        mkfifo(folder.path("pipe"), 0o600)
        let error = await failure([.path(".")], at: folder.path) { $0.exclude = ["b.bin"] }
        #expect(
            error?.description == "There is nothing to read: 1 binary, 1 special, 1 empty, 1 left out by ignore rules "
                + "or patterns (such as a.bin: binary). Name files or folders that hold text. --no-ignore reads what "
                + ".gitignore leaves out.")
    }

    @Test func saysThatAFolderIsEmpty() async throws {
        let folder = try TemporaryFolder()
        let error = await failure([.path(".")], at: folder.path)
        #expect(error == .nothingReadable(skipped: [], empty: 0, leftOut: 0))
        #expect(error?.description.contains("no file was found") == true)
    }

    @Test func saysThatAFileIsEmpty() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "a.txt")
        #expect(
            await failure([.path("a.txt")], at: folder.path) == .nothingReadable(skipped: [], empty: 1, leftOut: 0))
    }

    @Test func refusesATerminal() async throws {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        let error = await failure([.standardInput], at: ".") { $0.standardInput = terminal }
        #expect(error == .standardInputIsTerminal)
        #expect(error?.description.contains("Pipe text into the command") == true)
    }

    @Test func refusesStandardInputThatIsClosed() async {
        let error = await failure([.standardInput], at: ".") { $0.standardInput = 9999 }
        #expect(error == .unreadable("stdin", reason: "Bad file descriptor"))
    }

    @Test func refusesAnEmptyPattern() async throws {
        let folder = try TemporaryFolder()
        let error = await failure([.path(".")], at: folder.path) { $0.include = [""] }
        #expect(error?.description == "a path pattern is empty. Leave the option out to take every file.")
    }
}
