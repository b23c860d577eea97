/// How soon a question to a daemon that knows the files goes out.
struct QuestionStart: Row {
    let key = "daemon-start"
    let name = "second question to the daemon about 5000 unchanged files: to its first request"
    let unit = "ms"
    let goal = 20.0
    let method =
        "from the sending of query/start to the arrival of its first request at the mock server; median of 10 questions "
        + "after the first one"
    let work = Work.daemon

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.questionStart.map { $0 * 1000 } }
}
