/// The rounds of a benchmark: every contestant does every piece of work once in each.
struct Rounds: Sendable {
    let runner: Runner
    let own: OwnProgram
    let peers: [Peer]
    let works: [Work]
    let note: @Sendable (String) -> Void

    func run(_ count: Int) async throws -> Record {
        var record = Record(own: own.name)
        for round in 1...count {
            for work in works {
                note("round \(round) of \(count): \(work.name)")
                try Task.checkCancellation()
                record.limits[work.name, default: []].append(try await runner.runLimit(of: work, own))
                try await measure(own, work, &record)
                for peer in peers { try await measure(peer, work, &record) }
            }
        }
        return record
    }

    /// One contestant's runs of a piece of work in one round; one that fails is told of and not tried again.
    private func measure(
        _ contestant: some Contestant, _ work: Work, _ record: inout Record
    ) async throws {
        let place = Record.Place(contestant: contestant.name, work: work.name)
        if record.failed.contains(place) { return }
        do {
            var sample = try await runner.run(contestant, work, watchingMemory: false)
            if sample != nil, work.watchesMemory {
                sample?.memory = try await runner.run(contestant, work, watchingMemory: true)?.memory
            }
            record.samples[place, default: []].append(sample)
        } catch let error as BenchmarkError {
            note("\(contestant.name) failed at \(work.name): \(error)")
            record.failed.insert(place)
        }
    }
}
