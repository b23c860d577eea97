import Glibc
import Posix
import Testing

@Suite struct UserFolderTests {
    @Test(arguments: [
        (UserFolder.cache, "XDG_CACHE_HOME", "/home/u/.cache/rlm"),
        (.configuration, "XDG_CONFIG_HOME", "/home/u/.config/rlm"),
        (.state, "XDG_STATE_HOME", "/home/u/.local/state/rlm"),
    ])
    func aVariableGoesBeforeTheHome(folder: UserFolder, variable: String, usual: String) {
        func path(_ environment: [String: String]) -> String? { folder.path(of: "rlm", environment: environment) }
        #expect(path(["HOME": "/home/u"]) == usual)
        #expect(path(["HOME": "/home/u", variable: "/a b"]) == "/a b/rlm")
        #expect(path([variable: "/a"]) == "/a/rlm")
        #expect(path(["HOME": "/home/u", variable: "not/from/the/top"]) == usual)
        #expect(path(["HOME": "/home/u", variable: ""]) == usual)
        #expect(path(["HOME": ""]) == nil)
        #expect(path(["HOME": "u"]) == nil)
        #expect(path([:]) == nil)
    }

    @Test func thereIsAlwaysAFolderForSockets() {
        #expect(UserFolder.runtime(of: "rlm", environment: ["XDG_RUNTIME_DIR": "/run/user/1"]) == "/run/user/1/rlm")
        #expect(UserFolder.runtime(of: "rlm", environment: ["XDG_RUNTIME_DIR": "1"]) == "/tmp/rlm-\(geteuid())")
        #expect(UserFolder.runtime(of: "rlm", environment: [:]) == "/tmp/rlm-\(geteuid())")
    }
}
