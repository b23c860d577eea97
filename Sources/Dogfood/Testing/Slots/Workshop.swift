import FoundationEssentials
import GitStore
import Glibc
import Posix

/// Where slots are made: one repository, one toolchain, one way to build and test.
package struct Workshop: Sendable {
    /// The repository's folder.
    package let repository: String
    /// Holds `base` and `slots`, both absolute.
    package let folder: String
    package let command: TestCommand
    package let toolchain: Toolchain?
    /// Whether this kernel lets users mount overlays; without, what was built is copied.
    package let hasOverlays: Bool
    /// Variables for the sandbox, on top of the few that it sets itself.
    package let environment: [String: String]

    /// Looks at what the machine can do.
    /// - Throws: `GateError` when there is no sandbox on this machine.
    package init(
        repository: String, folder: String, command: TestCommand, environment: [String: String] = [:]
    ) async throws {
        self.repository = repository
        self.folder = folder
        self.command = command
        self.environment = Self.width(perProcessor: 2).merging(environment) { $1 }
        toolchain = command == .swift ? try await Toolchain.find() : try? await Toolchain.find()
        for name in ["base", "slots"] { try Self.makeFolder("\(folder)/\(name)") }
        Self.removeLeftovers(of: folder)
        try Self.writeNames(in: folder)
        let probe = "\(folder)/slots/probe-\(getpid())"
        defer { Slot.remove(probe) }
        for name in ["", "/lower", "/upper", "/work"] { try Self.makeFolder(probe + name) }
        try await Self.probe(probe, overlay: nil)
        hasOverlays = (try? await Self.probe(probe, overlay: ("lower", "upper", "work"))) != nil
    }

    /// How many tests run at once; some of them only wait, and where few run, more of them do.
    static func width(perProcessor count: Int) -> [String: String] {
        let width = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) * count
        return ["SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH": "\(width)"]
    }

    /// Files of `/etc` with the names that hold in the sandbox, in place of those of the machine's people.
    static let names = [
        "passwd": "root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000:user:/tmp/home:/bin/sh\n",
        "group": "root:x:0:\nuser:x:1000:\n", "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    ]

    private static func writeNames(in folder: String) throws {
        try makeFolder("\(folder)/etc")
        for (name, text) in names { try DurableFile.write(Array(text.utf8), to: "\(folder)/etc/\(name)", mode: 0o444) }
    }

    /// Removes what a killed process left half done: only one works on a folder at a time.
    private static func removeLeftovers(of folder: String) {
        func names(_ name: String) -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
        }
        for name in names("slots") { Slot.remove("\(folder)/slots/\(name)") }
        for name in names("base") where name.hasPrefix("draft-") { Slot.remove("\(folder)/base/\(name)") }
    }

    private static func probe(_ folder: String, overlay: (lower: String, upper: String, work: String)?) async throws {
        var enclosure = Enclosure(
            toolchain: nil, bindings: [.init("\(folder)/upper", at: "/upper", writable: true)], directory: "/")
        enclosure.overlay = overlay.map {
            .init(lower: "\(folder)/\($0.lower)", upper: "\(folder)/\($0.upper)", work: "\(folder)/\($0.work)")
        }
        let run = try await enclosure.run(["true"], limits: SandboxLimits(seconds: 30, silence: 30), in: folder)
        guard run.isSuccess else {
            throw GateError(
                "this machine lets no sandbox start: \(run.text.prefix(300)). "
                    + "bubblewrap needs user namespaces (sysctl kernel.unprivileged_userns_clone=1, or a container "
                    + "that allows them)")
        }
    }

    static func makeFolder(_ path: String) throws(PosixError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .last("mkdir", path) }
    }

    /// The name of the work folder in the sandbox; SwiftPM takes a package's identity from it.
    private var place: String {
        let name = repository.split(separator: "/").last ?? "repository"
        return "/package/" + (name == ".git" ? "repository" : name)
    }

    /// The files of a tree.
    func entries(of tree: GitObjectID) throws -> [GitTreeEntry] {
        let repository = try GitRepository.open(at: Array(repository.utf8))
        guard let entries = try repository.entries(of: tree) else { throw GateError("tree \(tree) is not there") }
        return entries
    }

    /// Makes a slot for some files in a fresh folder.
    /// - Parameters:
    ///   - name: of the slot's folder; what was there before is removed.
    ///   - layers: folders with what was built before, the newest first; none for a build from nothing.
    ///   - extra: files that are written where no entry stands.
    func slot(
        _ name: String, _ entries: [GitTreeEntry], layers: [String], extra: [String: [UInt8]] = [:]
    ) async throws -> Slot {
        let slot = self.slot(in: "\(folder)/slots/\(name)", products: products(of: name, layers))
        slot.remove()
        try await fill(slot, entries, extra: extra)
        if command == .swift, !hasOverlays {
            for layer in layers.reversed() { try await copy(layer, over: slot.upper) }
        }
        return slot
    }

    private func products(of name: String, _ layers: [String]) -> Slot.Products {
        guard command == .swift else { return .amongSources }
        return layers.isEmpty || !hasOverlays ? .into("\(folder)/slots/\(name)/upper") : .over(layers)
    }

    func slot(in folder: String, products: Slot.Products) -> Slot {
        Slot(
            folder: folder, place: place, products: products, names: "\(self.folder)/etc", toolchain: toolchain,
            environment: environment)
    }

    /// Makes a slot's folders and its sources.
    func fill(_ slot: Slot, _ entries: [GitTreeEntry], extra: [String: [UInt8]]) async throws {
        for name in ["", "/out", "/upper", "/work"] { try Self.makeFolder(slot.folder + name) }
        let repository = try GitRepository.open(at: Array(repository.utf8))
        _ = try SourceTree(entries, of: repository, in: slot.source, extra: extra)
        // What is built is mounted there.
        if command == .swift { try Self.makeFolder("\(slot.source)/.build") }
    }

    /// Copies a folder with its times.
    func copy(_ folder: String, over other: String) async throws {
        let output = try await ChildProcess.run(
            ChildCommand("cp", ["-a", "--reflink=auto", "\(folder)/.", other]), timeout: 600)
        guard output.status.isSuccess else { throw GateError("what was built cannot be copied: \(output.errorText)") }
    }
}

extension Slot {
    /// Copies something that was built, or fetched for the build, into this slot's products; no matter when absent.
    func copyProduct(_ path: String, named name: String) async throws {
        guard access(path, F_OK) == 0 else { return }
        let output = try await ChildProcess.run(
            ChildCommand("cp", ["-a", "--reflink=auto", path, "\(upper)/\(name)"]), timeout: 600)
        guard output.status.isSuccess else { throw GateError("\(name) cannot be copied: \(output.errorText)") }
    }
}
