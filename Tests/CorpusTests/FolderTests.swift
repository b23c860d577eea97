import Corpus
import Glibc
import TestSupport
import Testing

@Suite struct FolderTests {
    @Test func honoursNestedIgnoreFilesOutsideARepository() async throws {
        let folder = try TemporaryFolder()
        try folder.write("build/\n*.log\n", to: ".gitignore")
        try folder.write("!keep.log\n", to: "sub/.gitignore")
        for name in ["a.c", "a.log", "build/x.c", "sub/b.log", "sub/keep.log", "sub/build/y.c"] {
            try folder.write("x", to: name)
        }
        #expect(try await read(".", in: folder).paths == [".gitignore", "a.c", "sub/.gitignore", "sub/keep.log"])
        #expect(
            try await read(".", in: folder) { $0.noIgnore = true }.paths == [
                ".gitignore", "a.c", "a.log", "build/x.c", "sub/.gitignore", "sub/b.log", "sub/build/y.c",
                "sub/keep.log",
            ])
    }

    @Test func takesWhatGitWouldInARepository() async throws {
        let repository = try TemporaryRepository()
        try repository.write("*.log\n/out/\n", to: ".gitignore")
        try repository.write("private\n", to: ".git/info/exclude")
        for name in ["a.c", "forced.log", "free.log", "out/kept.c", "out/dropped.c", "sub/private", "sub/new.c"] {
            try repository.write("x", to: name)
        }
        try repository.git("add", "-f", "a.c", "forced.log", "out/kept.c")
        let expected = [".gitignore", "a.c", "forced.log", "out/kept.c", "sub/new.c"]
        #expect(try await read([.path(".")], at: repository.path).paths == expected)
        #expect(try await read([.path(".")], at: repository.path("out")).paths == ["kept.c"])
        #expect(try await read([.path("sub")], at: repository.path).paths == ["sub/new.c"])
    }

    @Test func readsAFolderNamedAlthoughItsRepositoryIgnoresIt() async throws {
        let repository = try TemporaryRepository()
        try repository.write("build/\n", to: ".gitignore")
        try repository.write("x", to: "build/a.txt")
        try repository.write("*.o\n", to: "build/.gitignore")
        try repository.write("x", to: "build/b.o")
        #expect(try await read([.path("build")], at: repository.path).paths == ["build/.gitignore", "build/a.txt"])
    }

    @Test func neverReadsTheRepositoryItself() async throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a.txt")
        try repository.commit("one")
        for noIgnore in [false, true] {
            let corpus = try await read([.path(".")], at: repository.path) { $0.noIgnore = noIgnore }
            #expect(corpus.paths == ["a.txt"])
            #expect(corpus.skipped.isEmpty)
        }
    }

    @Test func readsRepositoriesBelowAFolderByTheirOwnRules() async throws {
        let folder = try TemporaryFolder()
        for name in ["one", "two"] {
            let repository = try TemporaryRepository(in: folder, name)
            try repository.write("\(name).skip\n", to: ".git/info/exclude")
            try repository.write("x", to: "one.skip")
            try repository.write("x", to: "two.skip")
        }
        #expect(try await read(".", in: folder).paths == ["one/two.skip", "two/one.skip"])
    }

    @Test func skipsSubmodulesAndSaysSo() async throws {
        let folder = try TemporaryFolder()
        let library = try TemporaryRepository(in: folder, "library")
        try library.write("x", to: "lib.c")
        try library.commit("lib")
        let repository = try TemporaryRepository(in: folder, "main")
        try repository.write("x", to: "main.c")
        try repository.git("submodule", "add", "-q", library.path, "deps/library")
        try repository.commit("main")
        let corpus = try await read([.path(".")], at: repository.path)
        #expect(corpus.paths == [".gitmodules", "main.c"])
        #expect(corpus.reason("deps/library") == .submodule)
        #expect(try await read([.path("deps/library")], at: repository.path).paths == ["deps/library/lib.c"])
    }

    @Test(arguments: [["--cone"], ["--cone", "--sparse-index"]]) func readsASparseRepository(kind: [String])
        async throws
    {
        let repository = try TemporaryRepository()
        for name in ["a/x.c", "b/y.c", "z.c"] { try repository.write("x", to: name) }
        try repository.commit("all")
        try repository.git("sparse-checkout", "set", kind[0], kind.last ?? "", "a")
        #expect(try await read([.path(".")], at: repository.path).paths == ["a/x.c", "z.c"])
        #expect(
            try await read([.git(revision: "HEAD", path: ".")], at: repository.path).paths == ["a/x.c", "b/y.c", "z.c"])
    }

    @Test func readsALinkedWorktree() async throws {
        let repository = try TemporaryRepository()
        try repository.write("*.o\n", to: ".gitignore")
        try repository.write("x", to: "a.c")
        try repository.commit("one")
        try repository.git("worktree", "add", "-q", "../tree")
        try repository.folder.write("x", to: "tree/b.o")
        try repository.folder.write("x", to: "tree/b.c")
        #expect(try await read("tree", in: repository.folder).paths == ["tree/.gitignore", "tree/a.c", "tree/b.c"])
    }

    @Test func readsAFolderWhoseRepositoryIsBroken() async throws {
        let folder = try TemporaryFolder()
        try folder.write("gitdir: /nowhere\n", to: ".git")
        try folder.write("*.o\n", to: ".gitignore")
        try folder.write("x", to: "sub/a.c")
        try folder.write("x", to: "sub/a.o")
        let corpus = try await read("sub", in: folder)
        #expect(corpus.paths == ["sub/a.c"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
    func readsAnotherUsersRepositoryWithANotice() async throws {
        let repository = try TemporaryRepository()
        try repository.write("*.o\n", to: ".gitignore")
        try repository.write("x", to: "sub/a.c")
        try repository.write("x", to: "sub/a.o")
        chown(repository.path, 4242, 4242)
        let corpus = try await read([.path("sub")], at: repository.path)
        #expect(corpus.paths == ["sub/a.c"])
        #expect(corpus.notices.count == 1)
        #expect(corpus.notices.first?.contains("belongs to user 4242") == true)
        #expect(corpus.notices.first?.contains("safe.directory") == true)
    }

    @Test(.timeLimit(.minutes(1))) func followsNoSymbolicLinkInside() async throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", to: "outside/secret.txt")
        try folder.write("x", to: "tree/a.txt")
        try folder.write("x", to: "tree/sub/b.txt")
        let links = [
            "out": "../outside/secret.txt", "outdir": "../outside", "loop": "loop", "up": "..", "self": ".",
            "dangling": "nothing", "same": "a.txt", "subdir": "sub", "absolute": folder.path("outside/secret.txt"),
        ]
        for (name, target) in links { symlink(target, folder.path("tree/" + name)) }
        let corpus = try await read("tree", in: folder)
        #expect(corpus.paths == ["tree/a.txt", "tree/sub/b.txt"])
        for name in ["out", "outdir", "loop", "up", "dangling", "absolute"] {
            #expect(corpus.reason("tree/" + name) == .symlink, "\(name)")
        }
        for name in ["same", "subdir", "self"] { #expect(corpus.reason("tree/" + name) == .duplicate, "\(name)") }
    }

    @Test func followsASymbolicLinkThatIsNamed() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "tree/a.txt")
        symlink("tree", folder.path("link"))
        symlink("tree/a.txt", folder.path("file"))
        #expect(try await read("link", in: folder).paths == ["link/a.txt"])
        #expect(try await read("file", in: folder).paths == ["file"])
    }

    @Test(.timeLimit(.minutes(1))) func skipsWhatIsNoFileWithoutWaiting() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a.txt")
        mkfifo(folder.path("pipe"), 0o600)
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(folder.path("socket").utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        let corpus = try await read(".", in: folder)
        #expect(corpus.paths == ["a.txt"])
        #expect(corpus.reason("pipe") == .special)
        #expect(corpus.reason("socket") == .special)
    }

    @Test func showsStrangeNamesHarmlesslyAndKeepsThemApart() async throws {
        let folder = try TemporaryFolder()
        let names: [([UInt8], String)] = [
            ([0xFF, 0x61], "\\xffa"), (Array("new\nline".utf8), "new\\nline"),
            (Array("new\\nline".utf8), "new\\nline (2)"),
            (Array("\u{1B}[31m".utf8), "\\u{1b}[31m"), (Array("größe".utf8), "größe"), (Array("a b".utf8), "a b"),
            (Array("rtl\u{202E}x".utf8), "rtl\\u{202e}x"),
        ]
        for (name, _) in names {
            let place = Array((folder.path + "/").utf8) + name + [0]
            let file = place.withUnsafeBytes { fopen($0.bindMemory(to: CChar.self).baseAddress!, "w") }
            fputs("text of \(name)", file)
            fclose(file)
        }
        let corpus = try await read(".", in: folder)
        #expect(Set(corpus.paths) == Set(names.map(\.1)))
        for (name, shown) in names { #expect(corpus.text(at: shown) == "text of \(name)", "\(shown)") }
        #expect(corpus.whole.split(separator: "\n").count { $0.hasPrefix("===== ") } == names.count)
    }

    @Test func survivesADeepFolder() async throws {
        let folder = try TemporaryFolder()
        // Deeper than the longest path the system takes at once.
        let name = String(repeating: "d", count: 200)
        var parent = open(folder.path, O_RDONLY)
        for _ in 0..<30 {
            mkdirat(parent, name, 0o755)
            let child = openat(parent, name, O_RDONLY)
            close(parent)
            parent = child
        }
        close(parent)
        try folder.write("x", to: "a.txt")
        let corpus = try await read(".", in: folder)
        #expect(corpus.paths == ["a.txt"])
        #expect(corpus.skipped.contains { if case .unreadable = $0.reason { true } else { false } })
        // Foundation does not remove what is so deep.
        try TemporaryRepository(in: folder).git("-c", "alias.sweep=!rm -rf '\(folder.path)'/ddd*", "sweep")
    }

    @Test func skipsWhatMayNotBeRead() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "open.txt")
        try folder.write("x", to: "closed.txt")
        try folder.write("x", to: "locked/inside.txt")
        chmod(folder.path("closed.txt"), 0)
        chmod(folder.path("locked"), 0)
        defer { chmod(folder.path("locked"), 0o755) }
        // As another user, since root may read everything.
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            if geteuid() == 0 { setuid(65534) }
            let corpus = try await read([.path(".")], at: path)
            guard corpus.paths == ["open.txt"] else { exit(1) }
            guard corpus.reason("closed.txt") == .unreadable("Permission denied") else { exit(2) }
            guard corpus.reason("locked") == .unreadable("Permission denied") else { exit(3) }
            let named = await failure([.path("."), .path("closed.txt")], at: path)
            guard named == .permissionDenied("closed.txt") else { exit(4) }
            let locked = await failure([.path("locked")], at: path)
            guard locked == .permissionDenied("locked") else { exit(5) }
            let inside = await failure([.path("locked/inside.txt")], at: path)
            guard inside == .permissionDenied("locked/inside.txt") else { exit(6) }
        }
    }

    @Test(.timeLimit(.minutes(1))) func survivesFilesThatChangeMeanwhile() async throws {
        let folder = try TemporaryFolder()
        try folder.write("stays\n", to: "0.txt")
        let names = (0..<40).map { "f\($0).txt" }
        let changing = Task.detached {
            var turn = 0
            while !Task.isCancelled {
                for name in names {
                    turn += 1
                    let file = open(folder.path(name), O_CREAT | O_WRONLY, 0o644)
                    ftruncate(file, off_t(turn % 3 * 700_000))
                    pwrite(file, "text", 4, off_t(turn % 5 * 300_000))
                    close(file)
                    if turn % 7 == 0 { unlink(folder.path(name)) }
                }
            }
        }
        for _ in 0..<20 {
            let corpus = try await read(".", in: folder)
            #expect(corpus.paths.first == "0.txt")
            #expect(corpus.text(at: "0.txt") == "stays\n")
        }
        changing.cancel()
        await changing.value
    }
}
