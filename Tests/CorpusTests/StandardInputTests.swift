import Corpus
import Glibc
import Posix
import TestSupport
import Testing

@Suite struct StandardInputTests {
    /// Builds from a pipe into which `pieces` are written, slowly.
    private func readPipe(
        _ pieces: [[UInt8]], _ sources: [CorpusSource] = [.standardInput], at folder: String = "."
    ) async throws -> Corpus {
        let (reading, writing) = try pipe()
        defer { close(reading) }
        let feeding = Task.detached {
            defer { close(writing) }
            for piece in pieces {
                let written = piece.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
                if written != piece.count { throw PosixError.last("write") }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let corpus = try await read(sources, at: folder) { $0.standardInput = reading }
        try await feeding.value
        return corpus
    }

    /// Numbers that their user closes; no child inherits them.
    private func pipe() throws -> (reading: Int32, writing: Int32) {
        let (reading, writing) = try Descriptor.pipe()
        return (fcntl(reading.number, F_DUPFD_CLOEXEC, 0), fcntl(writing.number, F_DUPFD_CLOEXEC, 0))
    }

    @Test func isReadToItsEnd() async throws {
        let corpus = try await readPipe([
            Array("commit 1\n".utf8), Array("größe".utf8.prefix(3)), Array("größe".utf8.dropFirst(3)),
        ])
        #expect(corpus.paths == ["stdin"])
        #expect(corpus.text(at: "stdin") == "commit 1\ngröße")
    }

    @Test func mayBeLarge() async throws {
        let piece = Array(String(repeating: "a line of größe\n", count: 20_000).utf8)
        let corpus = try await readPipe([[UInt8]](repeating: piece, count: 10))
        #expect(corpus.files[0].range.count == piece.count * 10)
        #expect(corpus.lineCount(of: corpus.files[0]) == 200_000)
    }

    @Test func mixesWithFiles() async throws {
        let folder = try TemporaryFolder()
        try folder.write("file\n", to: "stdin")
        let corpus = try await readPipe(
            [Array("piped\n".utf8)], [.standardInput, .path("stdin"), .standardInput], at: folder.path)
        #expect(corpus.paths == ["stdin", "stdin (2)"])
        #expect(corpus.text(at: "stdin") == "piped\n")
    }

    @Test func mayBeAFileReadFromItsMiddle() async throws {
        let folder = try TemporaryFolder()
        let file = open(try folder.write("header\nbody\n", to: "a.txt"), O_RDONLY)
        defer { close(file) }
        lseek(file, 7, SEEK_SET)
        let corpus = try await read([.standardInput], at: ".") { $0.standardInput = file }
        #expect(corpus.text(at: "stdin") == "body\n")
    }

    @Test func mayBeANamedPipe() async throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.path("pipe"), 0o600)
        let feeding = Task.detached {
            // Waits until the other side is open.
            let pipe = open(folder.path("pipe"), O_WRONLY | O_CLOEXEC)
            defer { close(pipe) }
            return write(pipe, "through\n", 8)
        }
        #expect(try await read("pipe", in: folder).text(at: "pipe") == "through\n")
        #expect(await feeding.value == 8)
    }

    @Test func readsFilesThatTellNoSize() async throws {
        #expect(try await read([.path("/proc/self/status")], at: ".").whole.contains("Name:"))
    }
}
