import Commands
import Dogfood
import Glibc

extension Verb {
    /// `rlm-dogfood resume`.
    static let resume = Verb(
        CommandDeclaration(
            name: "resume", summary: "Brings to an end what a run that was killed left half done.",
            groups: [.common])
    ) { input in
        try input.expectNoOperands(of: "resume")
        let repository = try OpenRepository(input)
        let lock = try RunLock(repository.folder, command: "resume")
        let done = try repository.proposals.settle()
        withExtendedLifetime(lock) {}
        try StandardOutput.write(
            input.wantsJSON
                ? try JSONText.of(["done": done])
                : (done.isEmpty ? ["nothing was left half done"] : done).joined(separator: "\n") + "\n")
        return .success
    }

    /// `rlm-dogfood stop`.
    static let stop = Verb(
        CommandDeclaration(
            name: "stop", summary: "Asks the rlm-dogfood that works on this repository to end, and waits for it.",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Options",
                    [Option("--wait", .integer("SECONDS"), help: "how long to wait (default 30)"), .repository, .json])
            ])
    ) { input in
        try input.expectNoOperands(of: "stop")
        let patience = input.parsed.number("--wait") ?? 30
        guard patience >= 0 else { throw UsageError("--wait takes 0 or more") }
        let folder = try OpenRepository(input).folder
        guard let holder = try RunLock.holder(folder) else {
            try StandardOutput.write(input.wantsJSON ? try JSONText.of(["stopped": false]) : "nobody is at work\n")
            return .success
        }
        let who = "\(holder.command), process \(holder.process),"
        guard try await RunLock.stop(holder, of: folder, within: patience) else {
            throw CommandFailure(.incomplete, "\(who) has not ended; end it with kill")
        }
        try StandardOutput.write(
            input.wantsJSON
                ? try JSONText.of(["stopped": true]) : "\(who) has ended\n")
        return .success
    }

    /// `rlm-dogfood gc`.
    static let collect = Verb(
        CommandDeclaration(
            name: "gc", summary: "Removes logs, builds and put-away branches that are of no more use.",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Options",
                    [
                        Option("--days", .integer("NUMBER"), help: "keep what is younger (default 60)"), .repository,
                        .json,
                    ])
            ])
    ) { input in
        try input.expectNoOperands(of: "gc")
        let repository = try OpenRepository(input)
        let lock = try RunLock(repository.folder, command: "gc")
        _ = try repository.proposals.settle()
        let days = Int(input.parsed.number("--days") ?? 60)
        guard days >= 0 else { throw UsageError("--days takes a number from 0 on") }
        let collected = try repository.proposals.collect(olderThan: days)
        withExtendedLifetime(lock) {}
        try StandardOutput.write(
            input.wantsJSON
                ? try JSONText.of(collected)
                : "removed \(Quantity.counted(collected.branches.count, "put-away reference")), "
                    + "\(Quantity.counted(collected.builds, "build")), "
                    + "\(Quantity.counted(collected.artifacts, "artifact")) of \(Quantity.short(collected.bytes)) bytes\n"
        )
        return .success
    }
}
