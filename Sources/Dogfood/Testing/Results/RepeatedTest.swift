/// Tests of XCTest that share a name: its lines name a test's class and not the module, and two modules may have the same.
enum RepeatedTest {
    /// The name of a test that has been seen for the `count`-th time: `Class.method (2)`.
    static func name(_ test: String, count: Int) -> String { count == 1 ? test : "\(test) (\(count))" }

    /// The name as XCTest has it.
    static func plainName(_ test: String) -> String {
        guard let open = test.lastIndex(of: "("), test.hasSuffix(")"), test[..<open].hasSuffix(" "),
            Int(test[test.index(after: open)...].dropLast()) != nil
        else { return test }
        return String(test[..<test.index(before: open)])
    }
}
