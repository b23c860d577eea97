extension Work {
    static let gigabyte = Work(
        name: "two-turns-1000mb", input: .ascii(megabytes: 1000), code: .looks(turns: 2), limit: .scan,
        watchesMemory: true)
    static let emoji = Work(
        name: "two-turns-emoji", input: .emoji(megabytes: 100), code: .looks(turns: 2), watchesMemory: true)
    static let start = Work(name: "two-turns-1mb", input: .ascii(megabytes: 1), code: .looks(turns: 2))
    static let comprehension = Work(
        name: "comprehension", input: .ascii(megabytes: 1),
        code: .calls(
            Calls(form: .comprehension, count: 64, size: 15_000, stride: 15_000, concurrency: 64, latency: 0.1)))
    static let batched = Work(
        name: "batched", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .batched, count: 64, size: 15_000, stride: 15_000, concurrency: 64, latency: 0.1)))
    static let children = Work(
        name: "children", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .children, count: 64, size: 15_000, stride: 15_000, concurrency: 64, latency: 0.1)))
    static let small = Work(
        name: "small-calls", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .batched, count: 1000, size: 990, stride: 990, concurrency: 64)), limit: .client)
    static let large = Work(
        name: "large-calls", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .batched, count: 200, size: 499_990, stride: 2_500, concurrency: 16)),
        limit: .client, watchesMemory: true)
    static let queued = Work(
        name: "queued-calls", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .batched, count: 10_000, size: 10_000, stride: 98, concurrency: 64)),
        watchesMemory: true)

    static let fleet = Work(
        name: "fleet", input: .ascii(megabytes: 1),
        code: .calls(Calls(form: .batched, count: 1500, size: 600, stride: 600, concurrency: 64)), fleet: .uneven)

    /// Questions to a daemon about a folder of many files that hold the input.
    static let daemon = Work(name: "daemon", input: .ascii(megabytes: 1), code: .questions)

    /// Many turns over an input; `peerTurns` are enough to tell what one costs an engine that copies its input.
    static func turns(megabytes: Int) -> Work {
        Work(name: "turns-\(megabytes)mb", input: .ascii(megabytes: megabytes), code: .looks(turns: 21))
    }

    /// Turns that a peer is given in place of 21.
    static let peerTurns = 4
}
