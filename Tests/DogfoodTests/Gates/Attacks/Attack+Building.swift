import Dogfood

/// Ways to build something else than what is tested.
extension Attack {
    static let weakeningTheBuild = [
        Attack(
            "an edit of the same size", .gate(.tests, [.test]), because: "failed that the base passes",
            [add: adding("a - b")]),
        Attack(
            "dropping a test target", .gate(.tests, [.truncated]), because: "of the base did not end: OldTests.testAdd",
            [
                "Package.swift": edited(
                    "Package.swift", "        .testTarget(name: \"OldTests\", dependencies: [\"Sums\"]),\n", "")
            ]),
        Attack(
            "leaving a file out of a test target", .gate(.tests, [.truncated]),
            because: "of the base did not end: SumsTests.AddTests/",
            [
                "Package.swift": edited(
                    "Package.swift", "name: \"SumsTests\", dependencies: [\"Sums\"]",
                    "name: \"SumsTests\", dependencies: [\"Sums\"], exclude: [\"AddTests.swift\"]"),
                "Tests/SumsTests/Empty.swift": "let nothing = 0\n",
            ]),
        Attack(
            "a manifest that writes outside", .highRisk, because: "changes Package.swift",
            [
                "Package.swift": edited(
                    "Package.swift", "let package",
                    "for place in [\"/usr/escaped\", \"HOST/escaped\"] { creat(place, 0o600) }\n\nlet package"
                ).replacing("import PackageDescription", with: "import Glibc\nimport PackageDescription")
            ]),
        Attack(
            "a build plugin", .highRisk, because: "adds Plugins/Maker/Maker.swift",
            [
                "Package.swift": edited(
                    "Package.swift", ".target(name: \"Sums\")",
                    ".target(name: \"Sums\", plugins: [\"Maker\"]), .plugin(name: \"Maker\", capability: .buildTool())"),
                "Plugins/Maker/Maker.swift": """
                import Glibc
                import PackagePlugin

                @main struct Maker: BuildToolPlugin {
                    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
                        for place in ["/usr/escaped", "HOST/escaped"] {
                            creat(place, 0o600)
                        }
                        return []
                    }
                }

                """,
            ]),
        Attack(
            "a macro that writes outside", .highRisk, because: "gives a check another meaning",
            [
                "Package.swift": edited(
                    "Package.swift", ".target(name: \"Sums\")",
                    ".target(name: \"Sums\", dependencies: [\"Odd\"]), .macro(name: \"Odd\")"
                ).replacing(
                    "import PackageDescription", with: "import CompilerPluginSupport\nimport PackageDescription"),
                "Sources/Odd/Odd.swift": """
                import Glibc

                @main enum Odd {
                    static func main() { for place in ["/usr/escaped", "HOST/escaped"] { creat(place, 0o600) } }
                }

                """,
                add: """
                @freestanding(expression) macro odd() -> Int = #externalMacro(module: "Odd", type: "Odd")

                public func add(_ a: Int, _ b: Int) -> Int { a + b + #odd() }

                """,
            ]),
        Attack(
            "flags that go around the checks", .highRisk, because: "goes around the compiler",
            [
                "Package.swift": edited(
                    "Package.swift", ".target(name: \"Sums\")",
                    ".target(name: \"Sums\", swiftSettings: [.unsafeFlags([\"-Ounchecked\"])])")
            ]),
        Attack(
            "code that is no longer Swift", .gate(.format, [.format]),
            because: "no longer Swift: Sources/Sums/Add.swift:1", [add: "public func add( {\n"]),
        Attack(
            "code that does not build", .gate(.build, [.build]), because: "cannot find 'c' in scope",
            [add: adding("a + c")]),
    ]
}
