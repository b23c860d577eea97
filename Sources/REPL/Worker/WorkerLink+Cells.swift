@preconcurrency import Dispatch

/// Cells and their time.
extension WorkerLink {
    /// The request may have been cancelled before it came here.
    func start(_ request: CellRequest, _ continuation: CheckedContinuation<CellResult, Never>) {
        if request.isCancelled { return continuation.resume(returning: CellResult(outcome: .timedOut)) }
        lastCell += 1
        let running = RunningCell(
            request: request, number: lastCell, continuation: continuation,
            clock: CellClock(start: .now, waits: calls.count + (isLoaded ? 0 : 1)))
        if case .ended(let reason, _) = state { return running.lose(reason, output: ("", "")) }
        cell = running
        send(running)
        startTimer(every: min(0.1, settings.cellTimeout / 4))
    }

    /// Hands the cell to the worker; where that is not there yet, `launch` does.
    func send(_ cell: RunningCell) {
        haveStateKept()
        process?.send(Frame(.cell, number: cell.number, texts: [cell.request.source]))
    }

    /// Has the worker make a copy of its state, unless there is one or will be.
    private func haveStateKept() {
        guard let process, !process.hasCopy, !process.awaitsCopy else { return }
        process.allowCopy()
        process.send(Frame(.keep))
    }

    func cancel(_ request: CellRequest) {
        request.isCancelled = true
        guard cell?.request === request else { return }
        if case .restoring = cell?.phase { return }
        cancelCalls()
        cell?.phase = .interrupting(killTime: .now + Self.cancellationGrace, reason: Loss.cancelled())
        startTimer(every: 0.05)
        tick()
    }

    func finish(_ number: UInt32, _ report: CellReport) {
        guard let cell, cell.number == number else {
            return lose(Loss.violation(ProtocolViolation("a report of a cell that does not run")))
        }
        if case .restoring = cell.phase {
            return lose(Loss.violation(ProtocolViolation("a report before it had come up")))
        }
        guard let process else { return }
        guard process.dropCopy() else {
            return lose(Loss.violation(ProtocolViolation("no word of the process that it made")))
        }
        stopTimer()
        undoneInARow = 0
        self.cell = nil
        cell.finish(report, output: process.takeOutput())
        // For the next cell, while the model thinks. After an answer there is seldom one.
        if report.finalAnswer == nil { haveStateKept() }
    }

    func startTimer(every seconds: Double) {
        stopTimer()
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + seconds, repeating: seconds)
        timer.setEventHandler { [unowned self] in tick() }
        timer.activate()
        self.timer = timer
    }

    func stopTimer() {
        timer?.cancel()
        timer = nil
    }

    func tick() {
        guard let cell else { return }
        if watchesFolder && folder.exceeds(bytes: Self.folderBytes, files: Self.folderFiles) {
            return lose(Loss.fullFolder(bytes: Self.folderBytes, files: Self.folderFiles))
        }
        switch cell.phase {
        case .running:
            guard cell.clock.computed(at: .now).seconds >= settings.cellTimeout else { return }
            let reason = Loss.uninterruptible(seconds: settings.cellTimeout)
            self.cell?.phase = .interrupting(
                killTime: .now + .seconds(min(Self.longestGrace, settings.cellTimeout)), reason: reason)
            process?.interrupt()
        case .interrupting(_, let reason) where !isLoaded:
            // The cell has not begun, and a worker that is coming up need not be replaced by another.
            self.cell?.phase = .interrupting(killTime: .now + Self.cancellationGrace, reason: reason)
        case .interrupting(let killTime, let reason):
            if .now >= killTime { stop(reason) } else { process?.interrupt() }
        case .restoring(let until, _, _):
            if .now >= until { lose(Loss.notRestored) }
        }
    }
}
