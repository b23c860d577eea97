import REPL
import Testing

@testable import REPL

@Suite struct OutputTests {
    @Test func keepsStreamsApartWhateverWritesToThem() async throws {
        try await withSession { session async throws in
            let script = """
                import os, sys, ctypes
                print('one')
                os.write(1, b'two\\n')
                ctypes.CDLL(None).puts(b'three')
                ctypes.CDLL(None).fflush(None)
                print('error', file=sys.stderr)
                os.write(2, b'raw error\\n')
                b'\\xff\\xfe'.decode('utf-8', 'surrogateescape')[0]
                """
            let result = try await session.run(script)
            #expect(result.stdout == "one\ntwo\nthree\n'\\udcff'\n")
            #expect(result.stderr == "error\nraw error\n")
        }
    }

    @Test func cutsLongOutputInTheMiddleAndSaysHowMuch() async throws {
        var settings = REPLSettings.test
        settings.outputLimit = 100
        try await withSession(settings: settings) { session async throws in
            let result = try await session.run("print('a' * 60 + 'ü' * 1_000_000 + 'z' * 60)")
            let head = String(repeating: "a", count: 50)
            let tail = String(repeating: "z", count: 49) + "\n"
            #expect(
                result.stdout == head + "\n[… 1000021 characters cut; print less at once: a slice, fewer lines …]\n"
                    + tail)
        }
    }

    @Test func printsMoreThanMemoryWouldHold() async throws {
        var settings = REPLSettings.test
        settings.memoryLimit = 64 << 20
        try await withSession(settings: settings) { session async throws in
            let result = try await session.run("for _ in range(80): print('x' * 1_000_000)\nx = 'y' * 20_000_000\nx")
            #expect(result.outcome == .completed)
            #expect(result.stdout.contains("characters cut"))
            #expect(result.stdout.hasSuffix("yyy'\n"))
            #expect(result.stdout.count < 20_100)
        }
    }

    @Test func repairsItsStreamsAfterEachCell() async throws {
        try await withSession { session async throws in
            _ = try await session.run("import sys, os\nsys.stdout.close()")
            #expect(try await session.run("print('again')").stdout == "again\n")
            _ = try await session.run("sys.stdout = None; sys.stderr = 3")
            #expect(try await session.run("print('still')").stdout == "still\n")
            _ = try await session.run("os.close(1); os.close(2)")
            let result = try await session.run("print('there'); 1/0")
            #expect(result.stdout == "there\n")
            #expect(result.stderr.contains("ZeroDivisionError"))
        }
    }

    @Test(arguments: [0, 1, 2, 5, 7, 8, 9, 10, 11, 30, 1000])
    func keepsHeadAndTail(limit: Int) {
        let text = (0..<50).map { "\($0 % 10)" }.joined() + "äöü€😀"
        for size in [1, 3, 64] {
            var output = CutOutput(limit: limit)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { output.append($0) }
            }
            let scalars = Array(text.unicodeScalars)
            if limit >= scalars.count {
                #expect(output.text == text)
            } else {
                let head = String(String.UnicodeScalarView(scalars.prefix((limit + 1) / 2)))
                let tail = String(String.UnicodeScalarView(scalars.suffix(limit / 2)))
                let note = "[… \(scalars.count - limit) characters cut; print less at once: a slice, fewer lines …]"
                #expect(output.text == "\(head)\n\(note)\n\(tail)")
            }
        }
    }

    @Test(arguments: [57, 100, 311, 1000])
    func cutsBetweenLinesAndCountsThem(limit: Int) throws {
        let lines = (100..<500).map { "line ü \($0)" }
        let text = lines.joined(separator: "\n") + "\n"
        for size in [1, 7, 4096] {
            var output = CutOutput(limit: limit)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { output.append($0) }
            }
            let kept = output.text.split(separator: "\n")
            let note = try #require(kept.firstIndex { $0.hasPrefix("[…") })
            let head = kept[..<note]
            let tail = kept[(note + 1)...]
            #expect(head.map(String.init) == Array(lines.prefix(head.count)))
            #expect(tail.map(String.init) == Array(lines.suffix(tail.count)))
            #expect(head.count >= limit / 2 / 11 && tail.count >= limit / 2 / 11)
            let cut = lines.count - kept.count + 1
            let expected = "[… \(cut) lines, \(cut * 11) characters cut; print less at once: a slice, fewer lines …]"
            #expect(String(kept[note]) == expected)
        }
    }

    @Test func takesBrokenBytesInBoundedSpace() {
        var output = CutOutput(limit: 10)
        let bytes = [UInt8](repeating: 0x80, count: 100_000)
        bytes.withUnsafeBytes { output.append($0) }
        #expect(output.text.utf8.count < 1000)
    }
}
