/// The table of attacks, by what they try.
extension Attack {
    static let all = endingEarly + weakeningTests + weakeningTheBuild + reachingOut + pretending + treesAndPaths + words
}
