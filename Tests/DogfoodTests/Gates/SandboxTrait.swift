import Posix
import Testing

extension Trait where Self == ConditionTrait {
    /// Not where the tests themselves run in such a sandbox, which holds no other one.
    static var whereSandboxesStart: Self {
        .enabled("a sandbox can be made here") {
            let probe = ["--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
            return (try? await ChildProcess.run(ChildCommand("bwrap", probe), timeout: 20))?.status.isSuccess == true
        }
    }
}
