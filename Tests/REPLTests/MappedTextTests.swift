import REPL
import Testing

/// Long texts lie in mappings that all workers share, at every width of a character; code must not notice.
@Suite struct MappedTextTests {
    /// A line whose widest character takes that many bytes in Python.
    enum Sample: String, CaseIterable {
        case ascii = "hello World a b c {\"n\": 1}\n"
        case latin1 = "hello Wörld a é c {\"n\": 1}\n"
        case twoBytes = "hello Wörld a € c {\"n\": 値}\n"
        case fourBytes = "hello Wörld a € c {\"n\": 😀}\n"

        var width: Int {
            switch self {
            case .ascii, .latin1: 1
            case .twoBytes: 2
            case .fourBytes: 4
            }
        }
    }

    private static let megabytes = 40

    @Test(arguments: Sample.allCases) func takesNoMemoryForALongText(_ sample: Sample) async throws {
        let characters = sample.rawValue.unicodeScalars.count
        let lines = Self.megabytes << 20 / (characters * sample.width)
        let text = String(repeating: sample.rawValue, count: lines)
        let settings = REPLSettings(cellTimeout: 30, memoryLimit: (Self.megabytes / 2) << 20)
        try await withSession(files: [("long.txt", text)], settings: settings) { session async throws in
            let result = try await session.run(
                """
                m = files['long.txt']
                len(context) - len(m), len(m), m is files['long.txt'], context.count('World') + m.count('Wörld')
                """)
            #expect(result.outcome == .completed, "\(result.stderr)")
            let header = "===== long.txt =====\n".count
            #expect(result.stdout == "(\(header), \(lines * characters), True, \(lines))\n")
        }
    }

    @Test(arguments: Sample.allCases) func doesAllThatAStringDoes(_ sample: Sample) async throws {
        let text = String(repeating: sample.rawValue, count: 3_000)
        try await withSession(files: [("t.txt", text)]) { session async throws in
            let quoted = sample.rawValue.debugDescription
            let result = try await session.run("line = \(quoted)\nwidth = \(sample.width)\n" + Self.comparison)
            #expect(result.outcome == .completed, "\(result.stderr)")
            #expect(result.stdout == "same\n")
            let after = try await session.run("files['t.txt'] == line * 3000 and files['t.txt'] in context")
            #expect(after.stdout == "True\n")
            let wide = try await session.run(
                "import ctypes\nctypes.create_unicode_buffer(context).value == context + ''")
            #expect(wide.stdout == "True\n", "\(wide)")
        }
    }

    /// Each file is as narrow as its own characters let it be, whatever stands in the others.
    @Test func mixesFilesOfAllWidths() async throws {
        let long = Sample.allCases.map { ("\($0).txt", String(repeating: $0.rawValue, count: 9_000)) }
        try await withSession(files: long + [("short.txt", "größe 😀\n"), ("pfad/é.txt", "x\n")]) {
            session async throws in
            let result = try await session.run(
                """
                import sys
                sizes = [sys.getsizeof(files[f"{name}.txt"]) // len(files[f"{name}.txt"]) for name in
                    ("ascii", "latin1", "twoBytes", "fourBytes")]
                joined = "".join(f"===== {path} =====\\n{text}" for path, text in files.items())
                sizes, joined == context, hash(joined) == hash(context), sys.getsizeof(context) // len(context)
                """)
            #expect(result.outcome == .completed, "\(result.stderr)")
            #expect(result.stdout == "([1, 1, 2, 4], True, True, 4)\n")
        }
    }

    @Test func copiesWhenToldTo() async throws {
        var settings = REPLSettings.test
        settings.mapTexts = false
        let text = String(repeating: Sample.fourBytes.rawValue, count: 9_000)
        try await withSession(files: [("t.txt", text)], settings: settings) { session async throws in
            #expect(try await session.environment.textCopies?.contains("map-texts") == true)
            let result = try await session.run(
                "files['t.txt'] is files['t.txt'], len(files['t.txt']), files['t.txt'] in context")
            #expect(result.stdout == "(False, \(text.unicodeScalars.count), True)\n")
        }
        try await withSession { session async throws in #expect(try await session.environment.textCopies == nil) }
    }

    /// A worker may lose itself, but what it shares with others stays as it is.
    @Test(arguments: [Sample.ascii, .fourBytes]) func cannotBeFreedOrWritten(_ sample: Sample) async throws {
        let text = String(repeating: sample.rawValue, count: 9_000)
        try await withSession(files: [("t.txt", text)]) { session async throws in
            let result = try await session.run(Self.attacks)
            #expect(result.outcome == .completed, "\(result.stderr)")
            #expect(result.stdout == "refused\n")
            let blow = """
                import ctypes
                place = id(files["t.txt"])
                ctypes.memset(ctypes.cast(place + 56, ctypes.POINTER(ctypes.c_void_p))[0], 0, 4096)
                """
            _ = try await session.run(blow)
            let after = try await session.run(
                "line = \(sample.rawValue.debugDescription)\nfiles['t.txt'] == line * 9000")
            #expect(after.stdout == "True\n", "\(after.stderr)")
        }
    }

    private static let attacks = #"""
        import gc, mmap, os
        held = [each for each in gc.get_objects() if isinstance(each, (mmap.mmap, memoryview))]
        views = [each for each in gc.get_referents(*gc.get_objects()) if isinstance(each, (mmap.mmap, memoryview))]
        for each in held + views:
            try:
                each.close() if isinstance(each, mmap.mmap) else each.release()
            except BufferError:
                pass
        for number in 4, 5:
            for attack in (lambda: os.pwrite(number, b"x", 0), lambda: os.ftruncate(number, 0),
                           lambda: mmap.mmap(number, 4096, prot=mmap.PROT_WRITE | mmap.PROT_READ)):
                try:
                    attack()
                    print("not refused", number)
                except (OSError, ValueError):
                    pass
        del context, files
        assert rlm.files["t.txt"][:5] == "hello" == rlm.context.partition("\n")[2][:5]
        print("refused")
        """#

    /// Compares the mapped text with an ordinary string in everything that code does with one.
    private static let comparison = #"""
        import ast, copy, hashlib, io, json, pickle, re, sys, threading, unicodedata
        m, t = files["t.txt"], line * 3000
        assert type(m) is str and m == t and t == m and hash(m) == hash(t) and len(m) == len(t) and str(m) is m
        assert {m: 1}[t] == 1 and {t: 1}[m] == 1 and m in {t} and m in [t]
        assert m[3:50] == t[3:50] and m[::-1] == t[::-1] and m[-9:] == t[-9:] and m[7] == t[7] and m[:] == t
        assert m[:5] == "hello" and {m[:5]: 1}["hello"] == 1 and m[:5].isascii() and m.isascii() is t.isascii()
        for name in "split splitlines upper lower casefold title swapcase strip rstrip expandtabs isascii".split():
            assert getattr(m, name)() == getattr(t, name)(), name
        for character in set(line):
            assert m.count(character) == t.count(character) and m.find(character) == t.find(character)
            assert m.split(character) == t.split(character) and m.rfind(character) == t.rfind(character)
            assert character in m and re.findall(re.escape(character), m) == re.findall(re.escape(character), t)
        assert m.find("zz") == -1 and m.find("\U0001F4A9") == -1 and m.startswith("hello") and m.endswith("}\n")
        assert m.replace("a", "b") == t.replace("a", "b") and m.translate({97: 98}) == t.translate({97: 98})
        assert m.replace("a", "\U0001F600") == t.replace("a", "\U0001F600") and m.rindex("a") == t.rindex("a")
        assert m.partition("a") == t.partition("a") and m.join("12") == t.join("12") and "".join([m]) == t
        assert re.findall(r"\w+", m) == re.findall(r"\w+", t) and re.sub("o", "0", m) == re.sub("o", "0", t)
        assert f"{m}!" == f"{t}!" and m + "x" == t + "x" and "x" + m == "x" + t and m * 2 == t * 2 and "%s" % m == t
        assert f"{m:.9}" == f"{t:.9}"
        assert pickle.loads(pickle.dumps(m)) == t and copy.deepcopy(m) == t and json.loads(json.dumps(m)) == t
        assert m.encode() == t.encode() and m.encode("utf-16") == t.encode("utf-16") and repr(m) == repr(t)
        assert m.encode("ascii", "replace") == t.encode("ascii", "replace") and ascii(m) == ascii(t)
        assert hashlib.sha256(m.encode()).digest() == hashlib.sha256(t.encode()).digest()
        assert io.StringIO(m).read() == t and unicodedata.normalize("NFC", m) == t and (m < t + "a") and not m < t
        assert sys.getsizeof(m) >= len(m) * width and sys.intern(m) == t and sys.intern(t) == m
        assert list(m) == list(t) and set(m) == set(t) and max(m) == max(t) and sorted(m[:99]) == sorted(t[:99])
        assert ast.literal_eval(repr(m)) == t and compile(repr(m), "", "eval") and m.zfill(3) == t and m.center(3) == t
        grown = m
        grown += "tail"
        assert grown == t + "tail" and m == t
        assert "x" not in m and "W" in m and sorted([t + "a", m])[0] == t and isinstance(context, str)
        threads = [threading.Thread(target=lambda: m[5:9000].count("a")) for _ in range(4)]
        [thread.start() for thread in threads], [thread.join() for thread in threads]
        try:
            int(m)
            assert False
        except ValueError:
            pass
        class Own(str):
            pass
        assert Own(m) == t
        del grown
        m = t = None
        del context
        assert files["t.txt"].startswith("hello")
        print("same")
        """#
}
