import Dispatch
import Glibc
import Posix
import Testing

@Suite(.timeLimit(.minutes(1))) struct ProcessSignalsTests {
    @Test func losesNoSignalFromTheStart() async throws {
        let queue = DispatchQueue(label: "test.signals")
        for round in 0..<100 {
            let (arrivals, arrived) = AsyncStream.makeStream(of: Int32.self)
            try ProcessSignals.take([SIGUSR2], on: queue) { arrived.yield($0) }
            #expect(kill(getpid(), SIGUSR2) == 0)
            var iterator = arrivals.makeAsyncIterator()
            #expect(await iterator.next() == SIGUSR2, "round \(round)")
        }
    }

    @Test func programsStartedMeanwhileDoNotInheritIt() async throws {
        try ProcessSignals.take([SIGUSR1], on: DispatchQueue(label: "test.signals")) { _ in }
        let child = try ChildProcess(ChildCommand("sleep", ["60"]), descriptors: [:])
        child.send(signal: SIGUSR1)
        #expect(await child.wait() == .signaled(SIGUSR1))
    }

    @Test func tellsWhatIsIgnored() {
        let number = SIGURG
        #expect(!ProcessSignals.isIgnored(number))
        signal(number, SIG_IGN)
        defer { signal(number, SIG_DFL) }
        #expect(ProcessSignals.isIgnored(number))
    }
}
