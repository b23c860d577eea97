import FoundationEssentials
import Glibc
import GitStore
import TestSupport
import Testing

@Suite struct IgnoreRulesTests {
    /// Every rule file that nests, takes back or anchors; `git check-ignore` is asked the same.
    private static let nested = [
        ".gitignore": "build/\n*.log\n/top.txt\n*.dat\n!mine.dat\nlib\n# a comment\n",
        "sub/.gitignore": "!keep.log\nsecret*\n!deep/x.dat\n!again.log\nagain.*\n!lib\n",
        "sub/a [b]/.gitignore": "!own.log\n",
    ]
    private static let asked: [(path: String, isFolder: Bool)] = [
        ("build", true), ("build/a.c", false), ("sub/build", true), ("build", false), ("a.log", false),
        ("sub/a.log", false), ("sub/keep.log", false), ("sub/x/keep.log", false), ("keep.log", false),
        ("top.txt", false), ("sub/top.txt", false), ("sub/secret.txt", false), ("secret.txt", false), ("a.dat", false),
        ("sub/mine.dat", false), ("sub/deep/x.dat", false), ("sub/x.dat", false), ("sub/y/deep/x.dat", false),
        ("sub/again.log", false), ("lib", true), ("sub/lib", true), ("sub/lib/a.c", false),
        ("sub/a [b]/own.log", false), ("sub/a b/own.log", false), ("a\nb.log", false), ("plain.c", false),
    ]

    @Test func saysWhatGitSays() throws {
        let repository = try TemporaryRepository()
        for (name, text) in Self.nested { try repository.write(text, to: name) }
        let inside = IgnoreRules(repository: try GitRepository.discover(from: GitPath(repository.path.utf8)))
        let folder = try TemporaryFolder()
        for (name, text) in Self.nested { try folder.write(text, to: name) }
        let outside = try IgnoreRules(folder: GitPath(folder.path.utf8))
        for (path, isFolder) in Self.asked {
            let shown = isFolder ? path + "/" : path
            let expected = (try? repository.git("check-ignore", "-q", "--no-index", shown)) != nil
            #expect(try inside.ignores(GitPath(path.utf8), isFolder: isFolder) == expected, "\(shown)")
            #expect(try outside.ignores(GitPath(path.utf8), isFolder: isFolder) == expected, "\(shown)")
        }
    }

    @Test(arguments: [".git", "sub/.git", ".git/config", "sub/.git/config"])
    func leavesOutTheRepositorysOwnFolder(path: String) throws {
        let folder = try TemporaryFolder()
        let rules = try IgnoreRules(folder: GitPath(folder.path.utf8))
        #expect(try rules.ignores(GitPath(path.utf8), isFolder: false))
    }

    @Test func leavesNothingBehindInTheFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("*.o\n", to: ".gitignore")
        let rules = try IgnoreRules(folder: GitPath(folder.path.utf8))
        #expect(try rules.ignores(GitPath("a.o".utf8), isFolder: false))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [".gitignore"])
        #expect(throws: (any Error).self) { try GitRepository.open(at: GitPath(folder.path.utf8)) }
    }

    @Test func honoursTheRepositorysOwnList() throws {
        let repository = try TemporaryRepository()
        try repository.write("private.txt\n", to: ".git/info/exclude")
        try repository.write("*.tmp\n", to: ".gitignore")
        let rules = IgnoreRules(repository: try GitRepository.discover(from: GitPath(repository.path.utf8)))
        #expect(try rules.ignores(GitPath("a/private.txt".utf8), isFolder: false))
        #expect(try rules.ignores(GitPath("x.tmp".utf8), isFolder: false))
        #expect(try !rules.ignores(GitPath("public.txt".utf8), isFolder: false))
    }

    @Test func honoursTheUsersOwnList() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.write("*.bak\n", to: "home/.config/git/ignore")
            setenv("HOME", folder.path("home"), 1)
            unsetenv("XDG_CONFIG_HOME")
            let rules = try IgnoreRules(folder: GitPath(folder.path.utf8))
            guard try rules.ignores(GitPath("a.bak".utf8), isFolder: false) else { exit(1) }
        }
    }
}
