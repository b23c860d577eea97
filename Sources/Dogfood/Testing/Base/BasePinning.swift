import FoundationEssentials
import GitStore
import Glibc
import Posix

/// Builds a base commit and runs its tests three times, unless that was done before.
struct BasePinning {
    /// Base commits that are kept; each costs the space of a build.
    private static let kept = 3

    let workshop: Workshop
    let tree: GitObjectID
    let progress: @Sendable (String) -> Void
    private var bases: String { "\(workshop.folder)/base" }
    private var folder: String { "\(bases)/\(tree)" }
    private var draft: String { "\(bases)/draft-\(tree)" }

    func pin() async throws -> Base {
        if let base = Self.load(folder), fits(base.record) {
            // The newest are kept.
            utimensat(AT_FDCWD, folder, nil, 0)
            return base
        }
        let earlier = newest()
        Slot.remove(folder)
        Slot.remove(draft)
        defer { Slot.remove(draft) }
        let record = try await make(after: earlier)
        try DurableFile.write(Array(try JSONEncoder().encode(record)), to: "\(draft)/record.json")
        guard rename(draft, folder) == 0 else { throw PosixError.last("rename", folder) }
        removeOld()
        guard let base = Self.load(folder) else { throw GateError("the base's record cannot be read back: \(folder)") }
        return base
    }

    private func fits(_ record: BaseRecord) -> Bool {
        record.tree == "\(tree)" && record.command == workshop.command && record.toolchain == workshop.toolchain
            && record.environment == workshop.environment
    }

    private static func load(_ folder: String) -> Base? {
        guard let bytes = try? DurableFile.read("\(folder)/record.json"),
            let record = try? JSONDecoder().decode(BaseRecord.self, from: Data(bytes))
        else { return nil }
        return Base(record: record, folder: folder, pins: try? DurableFile.read("\(folder)/pins"))
    }

    /// The bases that are there, the one last used first.
    private var all: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: bases)) ?? []
        return names.filter { !$0.hasPrefix("draft-") }.map { "\(bases)/\($0)" }.sorted {
            Self.used($0) > Self.used($1)
        }
    }

    private static func used(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_mtim.tv_sec) : 0
    }

    /// What was built of another base by the same compiler, so that little has to be built again.
    private func newest() -> Base? {
        guard workshop.command == .swift else { return nil }
        return all.lazy.compactMap(Self.load).first {
            $0.record.toolchain == workshop.toolchain && $0.record.command == workshop.command
        }
    }

    private func removeOld() {
        for folder in all.dropFirst(Self.kept) { Slot.remove(folder) }
    }

    private func make(after earlier: Base?) async throws -> BaseRecord {
        let slot = workshop.slot(
            in: draft, products: workshop.command == .swift ? .into("\(draft)/upper") : .amongSources)
        let entries = try workshop.entries(of: tree)
        try await workshop.fill(slot, entries, extra: [:])
        if let earlier { try await workshop.copy(earlier.layer, over: slot.upper) }
        guard case .shell(let line) = workshop.command else {
            return try await makeSwift(slot, entries, after: earlier)
        }
        let began = ContinuousClock.now
        var runs: [TestRun] = []
        for number in 1...3 {
            progress("base test run \(number)/3")
            let run = try await slot.shell(line, Self.patient)
            runs.append(TestRun(run, TestReport()))
            guard run.isSuccess else { throw Self.unusable("`\(line)` fails", run) }
        }
        return record(runs, targets: nil, build: (0, began, true), cold: 0)
    }

    private func makeSwift(_ slot: Slot, _ entries: [GitTreeEntry], after earlier: Base?) async throws -> BaseRecord {
        try await resolve(slot, entries)
        progress("base build")
        let began = ContinuousClock.now
        let build = try await slot.build(Self.patient)
        guard build.isSuccess else { throw Self.unusable("does not build", build) }
        let targets = try await describe(slot)
        var runs: [TestRun] = []
        for number in 1...3 {
            progress("base test run \(number)/3")
            let (run, results) = try await slot.test(Self.patient)
            guard run.breach == nil, results.isComplete else {
                throw Self.unusable("cannot run its tests to their end", run)
            }
            runs.append(results)
        }
        let cold = earlier.map { max($0.record.coldBuildSeconds, build.seconds) } ?? build.seconds
        return record(runs, targets: targets, build: (build.seconds, began, earlier == nil), cold: cold)
    }

    private static let patient = SandboxLimits(seconds: 3600, silence: 900)

    private func record(
        _ runs: [TestRun], targets: TargetGraph?,
        build: (seconds: Double, began: ContinuousClock.Instant, isCold: Bool),
        cold: Double
    ) -> BaseRecord {
        BaseRecord(
            tree: "\(tree)", command: workshop.command, toolchain: workshop.toolchain,
            environment: workshop.environment, testPaths: targets?.testPaths ?? TestPaths(folders: [], guesses: true),
            targets: targets, buildSeconds: build.seconds,
            isColdBuild: build.isCold, coldBuildSeconds: cold, runs: runs)
    }

    private static func unusable(_ what: String, _ run: EnclosedRun) -> GateError {
        let why = run.breach.map { "it was stopped: \($0.words)" } ?? "\(run.status)"
        return GateError(
            "the base commit itself \(what) in the sandbox (\(why)), so no change can be judged: …\(run.text.suffix(1500))"
        )
    }

    /// Gets the dependencies, the only thing that needs the network; the code that runs then is the base's own manifest.
    private func resolve(_ slot: Slot, _ entries: [GitTreeEntry]) async throws {
        guard let manifest = try? DurableFile.read("\(slot.source)/Package.swift"),
            String(decoding: manifest, as: UTF8.self).contains(".package(")
        else { return }
        progress("dependencies")
        var enclosure = slot.enclosure()
        enclosure.network = true
        enclosure.bindings[0].writable = true
        for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "SSL_CERT_FILE"] {
            if let value = getenv(name) { enclosure.environment[name] = String(cString: value) }
        }
        let run = try await enclosure.run(
            ["swift", "package", "resolve", "--disable-dependency-cache"], limits: Self.patient, in: slot.folder)
        guard run.isSuccess else { throw Self.unusable("cannot get its dependencies", run) }
        if !entries.contains(where: { $0.path == Array("Package.resolved".utf8) }),
            let pins = try? DurableFile.read("\(slot.source)/Package.resolved")
        {
            try DurableFile.write(pins, to: "\(slot.folder)/pins")
        }
    }

    /// The targets of the package.
    private func describe(_ slot: Slot) async throws -> TargetGraph {
        let run = try await slot.enclosure().run(
            ["swift", "package", "--skip-update", "--manifest-cache", "local", "describe", "--type", "json"],
            limits: Self.patient, in: slot.folder)
        let text = run.text
        guard run.isSuccess, let start = text.firstIndex(of: "{"),
            let graph = try? JSONDecoder().decode(TargetGraph.self, from: Data(text[start...].utf8))
        else { throw Self.unusable("cannot be described", run) }
        return graph
    }
}
