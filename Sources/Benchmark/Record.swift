/// All samples of a benchmark.
struct Record: Sendable {
    struct Place: Hashable, Sendable {
        var contestant: String
        var work: String
    }

    /// The name of the measured program among the contestants.
    let own: String
    /// By round.
    var samples: [Place: [Sample?]] = [:]
    /// By work, then by round.
    var limits: [String: [Sample?]] = [:]
    var failed: Set<Place> = []

    init(own: String) {
        self.own = own
    }

    func results(_ rows: [any Row]) -> [RowResult] { rows.map(result) }

    private func result(_ row: any Row) -> RowResult {
        var runs: [String: [Double]] = [:]
        for contestant in Set(samples.keys.map(\.contestant)) {
            let values = values(of: row, contestant)
            if !values.isEmpty { runs[contestant] = values }
        }
        let rivals = runs.filter { $0.key != own }.compactMap { name, values in
            row.summary(of: values).map { RowResult.Rival(name: name, value: $0) }
        }
        let best = rivals.min { row.higherIsBetter ? $0.value > $1.value : $0.value < $1.value }
        return RowResult(
            row: row, value: runs[own].flatMap(row.summary), peer: best, runs: runs,
            seconds: samples(row, own).compactMap { $0.flatMap(row.absolute) }.median,
            limitSeconds: limits[row.work.name]?.compactMap { $0.flatMap(row.absolute) }.median)
    }

    private func samples(_ row: any Row, _ contestant: String) -> [Sample?] {
        let place = Place(contestant: contestant, work: row.work.name)
        return failed.contains(place) ? [] : samples[place] ?? []
    }

    private func values(of row: any Row, _ contestant: String) -> [Double] {
        let limits = limits[row.work.name] ?? []
        return zip(samples(row, contestant), limits).compactMap { sample, limit in
            sample.flatMap { row.value(of: $0, limit: limit) }
        }
    }
}
