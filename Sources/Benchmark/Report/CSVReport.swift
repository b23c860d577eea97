/// The numbers of all runs as comma-separated values, one line for each.
package enum CSVReport {
    package static func text(_ results: [RowResult]) -> String {
        var lines = ["row,name,contestant,run,value,unit,goal,higher_is_better"]
        for result in results {
            for (contestant, values) in result.runs.sorted(by: { $0.key < $1.key }) {
                for (index, value) in values.enumerated() {
                    let row = result.row
                    lines.append(
                        "\(row.key),\"\(row.name)\",\(contestant),\(index + 1),\(value),\(row.unit),\(row.goal),"
                            + "\(row.higherIsBetter)")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
