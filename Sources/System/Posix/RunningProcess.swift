import Glibc

/// What the kernel tells of a process, asked anew each time; nothing of one that is gone.
package struct RunningProcess: Sendable, Hashable {
    package let id: Int32

    package init(_ id: Int32) {
        self.id = id
    }

    /// The process that asks.
    package static var own: RunningProcess { RunningProcess(getpid()) }

    /// All that can be seen from here.
    package static var all: [RunningProcess] { ProcFile.numbers(in: "/proc").map { RunningProcess($0) } }

    /// The name of its program, cut to 15 bytes; it may choose another.
    package var name: String { String(text("comm").dropLast()) }

    /// The path of its program; nil when nobody may know.
    package var program: String? { ProcFile.target(of: path("exe")) }

    /// The folder that it works in; nil when nobody may know.
    package var folder: String? { ProcFile.target(of: path("cwd")) }

    /// The program and its arguments as it shows them.
    package var commandLine: [String] {
        text("cmdline").split(separator: "\0", omittingEmptySubsequences: false).dropLast().map { String($0) }
    }

    /// What it has open, as far as it has a name.
    package var openFiles: [String] {
        ProcFile.numbers(in: path("fd")).compactMap { ProcFile.target(of: path("fd/\($0)")) }
    }

    /// When it began, in the kernel's ticks: tells it from a later one with the same number.
    package var start: Int? { field(22).flatMap { Int($0) } }

    /// The process that started it, or that has adopted it since.
    package var parent: RunningProcess? {
        field(4).flatMap { Int32($0) }.flatMap { $0 > 0 ? RunningProcess($0) : nil }
    }

    /// This one and those above it, nearest first.
    package var ancestry: [RunningProcess] {
        var found = [self]
        while found.count < 64, let next = found.last?.parent { found.append(next) }
        return found
    }

    package var children: [RunningProcess] {
        ProcFile.numbers(in: path("task")).flatMap { thread in
            text("task/\(thread)/children").split(separator: " ").compactMap { Int32($0).map(RunningProcess.init) }
        }
    }

    /// All that stand below it, without what is or stands below one of `excluded`; the search ends when more than `limit` are found.
    package func descendants(
        excluding excluded: Set<RunningProcess> = [], limit: Int = .max
    ) -> [RunningProcess] {
        var found = [self]
        var next = 0
        while next < found.count, found.count - 1 <= limit {
            found += found[next].children.filter { !excluded.contains($0) }
            next += 1
        }
        found.removeFirst()
        return found
    }

    /// A file of its own below `/proc`.
    package func text(_ name: String) -> String { ProcFile.text(path(name)) }

    private func path(_ name: String) -> String { "/proc/\(id)/\(name)" }

    /// A field of `stat`, counted from 1 as its manual does, beyond the second: that one, a name in brackets, may hold
    /// anything.
    private func field(_ number: Int) -> Substring? {
        let text = text("stat")
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > number - 3 ? fields[number - 3] : nil
    }
}
