import Dogfood

/// What a person has decided.
struct Ruling {
    let verdict: Decision.Verdict
    let reviewer: Decision.Reviewer
    /// Empty for an approval without a word.
    var reason = ""
    /// What was typed to confirm an approval.
    var word = ""
}
