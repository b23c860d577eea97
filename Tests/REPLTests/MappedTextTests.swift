import REPL
import Testing

/// Long ASCII texts lie in the mapping that all workers share; code must not notice.
@Suite struct MappedTextTests {
    private static let megabytes = 96

    @Test func takesNoMemoryForALongText() async throws {
        let line = "def function_with_a_name(argument):  # and a remark that fills the line up\n"
        let text = String(repeating: line, count: Self.megabytes << 20 / line.utf8.count)
        let settings = REPLSettings(cellTimeout: 30, memoryLimit: (Self.megabytes / 2) << 20)
        try await withSession(files: [("long.py", text)], settings: settings) { session async throws in
            let result = try await session.run(
                "len(context), len(files['long.py']), files['long.py'] is files['long.py'], context.count('remark')")
            let lines = text.utf8.count / line.utf8.count
            #expect(
                result.stdout
                    == "(\(text.utf8.count + "===== long.py =====\n".count), \(text.utf8.count), True, \(lines))\n")
        }
    }

    @Test func doesAllThatAStringDoes() async throws {
        let text = String(repeating: "hello World a b c {\"n\": 1}\n", count: 5_000)
        try await withSession(files: [("t.txt", text)]) { session async throws in
            let result = try await session.run(Self.comparison)
            #expect(result.outcome == .completed, "\(result.stderr)")
            #expect(result.stdout == "same\n")
        }
    }

    @Test func readsTextThatIsNotASCII() async throws {
        let text = String(repeating: "héllo €uro 😀\n", count: 9_000)
        try await withSession(files: [("t.txt", text), ("a.txt", String(repeating: "x", count: 70_000))]) {
            session async throws in
            let result = try await session.run(
                "t = files['t.txt']; t == 'héllo €uro 😀\\n' * 9000, t in context, files['a.txt'] in context")
            #expect(result.stdout == "(True, True, True)\n")
        }
    }

    /// Compares the mapped text with an ordinary string in everything that code does with one.
    private static let comparison = #"""
        import ast, copy, hashlib, io, json, pickle, re, threading, unicodedata
        m, t = files["t.txt"], "hello World a b c {\"n\": 1}\n" * 5000
        assert type(m) is str and m == t and t == m and hash(m) == hash(t) and len(m) == len(t) and str(m) is m
        assert {m: 1}[t] == 1 and {t: 1}[m] == 1 and m in {t} and m in [t]
        assert m[3:50] == t[3:50] and m[::-1] == t[::-1] and m[-9:] == t[-9:] and m[7] == t[7] and m[:] == t
        for name in "split splitlines upper lower casefold title swapcase strip rstrip expandtabs isascii".split():
            assert getattr(m, name)() == getattr(t, name)(), name
        assert m.find("zz") == -1 and m.count("o") == t.count("o") and m.startswith("hello") and m.endswith("}\n")
        assert m.replace("a", "b") == t.replace("a", "b") and m.translate({97: 98}) == t.translate({97: 98})
        assert m.partition("a") == t.partition("a") and m.join("12") == t.join("12") and "".join([m]) == t
        assert re.findall(r"\w+", m) == re.findall(r"\w+", t) and re.sub("o", "0", m) == re.sub("o", "0", t)
        assert f"{m}!" == f"{t}!" and m + "x" == t + "x" and "x" + m == "x" + t and m * 2 == t * 2 and "%s" % m == t
        assert pickle.loads(pickle.dumps(m)) == t and copy.deepcopy(m) == t and json.loads(json.dumps(m)) == t
        assert m.encode() == t.encode() and m.encode("utf-16") == t.encode("utf-16") and repr(m) == repr(t)
        assert hashlib.sha256(m.encode()).digest() == hashlib.sha256(t.encode()).digest()
        assert io.StringIO(m).read() == t and unicodedata.normalize("NFC", m) == t and (m < t + "a") and not m < t
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
        assert files["t.txt"].startswith("hello")
        print("same")
        """#
}
