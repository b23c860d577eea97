import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood land`.
    static let land = Verb(
        CommandDeclaration(
            name: "land", summary: "Merges an approved proposal into your branch, as your commit.", arguments: "ID ",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Options",
                    [
                        Option(
                            "--onto", .text("BRANCH"), help: "land there; by default on the branch that is checked out"),
                        .repository, .json,
                    ])
            ],
            sections: [
                HelpText.Section(
                    "What is touched",
                    [
                        "The branch gets a merge commit. Where it is checked out here, the files that the",
                        "proposal changes are brought up to date; if one of them has changes that are not",
                        "committed, nothing at all is touched. All other files stay as they are.",
                    ])
            ])
    ) { input in
        let id = try input.proposal(of: "land")
        let branch = input.parsed.text("--onto").map { $0.hasPrefix("refs/") ? $0 : "refs/heads/" + $0 }
        let landed = try OpenRepository(input).proposals.land(id, onto: branch)
        if input.wantsJSON {
            try StandardOutput.write(try JSONText.of(landed.landing))
            return .success
        }
        var text = Self.told(landed, "landed")
        if landed.unseen > 0 {
            text +=
                "The branch has \(Quantity.counted(landed.unseen, "commit")) that the gates have not seen together with "
                + "it: run your tests.\n"
        }
        try StandardOutput.write(text + "Undo it with: rlm-dogfood revert \(id)\n")
        return .success
    }

    /// `rlm-dogfood revert`.
    static let revert = Verb(
        CommandDeclaration(
            name: "revert", summary: "Takes a landed proposal back, by a commit of yours on the same branch.",
            arguments: "ID ", groups: [.common])
    ) { input in
        let id = try input.proposal(of: "revert")
        let landed = try OpenRepository(input).proposals.revert(id)
        try StandardOutput.write(
            input.wantsJSON ? try JSONText.of(landed.landing) : Self.told(landed, "taken back"))
        return .success
    }

    private static func told(_ landed: Proposals.Landed, _ what: String) -> String {
        let landing = landed.landing
        let branch = landing.branch.replacing("refs/heads/", with: "")
        return "\(landing.id) is \(what) on \(branch) as \(landing.commit.prefix(10))"
            + (landed.updatedFiles ? ", and your files are up to date\n" : "; no file was touched\n")
    }
}
