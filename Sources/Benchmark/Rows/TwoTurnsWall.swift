/// The whole command over a gigabyte, as a multiple of what mapping and scanning the file costs.
struct TwoTurnsWall: Row {
    let key = "1000mb-wall"
    let name = "1000 MB, two turns: wall time of the process"
    let unit = "× bare scan"
    let goal = 1.3
    let method = "wall time of the command, divided by that of a process that maps the file and looks at each byte once"
    let work = Work.gigabyte

    func value(of sample: Sample, limit: Sample?) -> Double? { limit.map { sample.wall / $0.wall } }
    func absolute(of sample: Sample) -> Double? { sample.wall }
}
