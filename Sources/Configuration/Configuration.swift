import FoundationEssentials
import Posix

/// The settings with what went into them: the embedded defaults, a file, the environment and the command line.
///
/// The later of these wins. All of them become one tree of values that remember where they came from, and the tree
/// is checked once, so that a mistake is reported alike wherever it was made.
package struct Configuration: Sendable, Equatable {
    package let settings: Settings
    /// Files read besides the embedded defaults.
    package let files: [String]

    /// The text of `config/default.toml`, which documents every setting and gives its default.
    package static let defaultText = String(decoding: PackageResources.default_toml, as: UTF8.self)

    /// The same, read once.
    private static let defaults = Result { () throws(ConfigurationError) in
        try SettingNode.parse(toml: defaultText, name: "default.toml")
    }

    /// The documented default of a setting; nil when there is no such setting.
    package static func defaultValue(of path: [String]) -> SettingNode.Value? {
        (try? defaults.get())?.find(path)?.value
    }

    /// Environment variables that stand for settings.
    package static let variables: [(name: String, path: [String])] = [
        ("RLM_MODEL", ["model", "name"]),
        ("RLM_SUB_MODEL", ["model", "sub-model"]),
        ("RLM_BASE_URL", ["model", "base-url"]),
    ]

    /// - Parameters:
    ///   - file: the file named with `--config` or RLM_CONFIG; it must exist. Nil reads the user's own, if there is one.
    ///   - options: settings of the command line by their paths, such as `["limits", "timeout"]`.
    package init(
        file: String? = nil, environment: [String: String] = [:],
        options: [(path: [String], node: SettingNode)] = []
    ) throws(ConfigurationError) {
        var tree = try Self.defaults.get()
        var files: [String] = []
        let named = file ?? environment["RLM_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let path = named ?? Self.userFile(environment: environment),
            let text = try Self.read(path, required: named != nil)
        {
            files.append(path)
            tree.merge(try SettingNode.parse(toml: text, name: path))
        }
        for (name, path) in Self.variables {
            guard let value = environment[name], !value.isEmpty else { continue }
            tree.set(path, to: SettingNode(.string(value), .environment(name)))
        }
        for (path, node) in options { tree.set(path, to: node) }
        settings = try Settings(tree)
        self.files = files
    }

    /// Where a user keeps the configuration: `$XDG_CONFIG_HOME/rlm/config.toml`, by default below `~/.config`.
    package static func userFile(environment: [String: String]) -> String? {
        UserFolder.configuration.path(of: "rlm", environment: environment).map { $0 + "/config.toml" }
    }

    /// The file's text; nil when it is absent and need not be there.
    private static func read(_ path: String, required: Bool) throws(ConfigurationError) -> String? {
        do {
            return try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            guard required else { return nil }
            throw ConfigurationError(place: path, message: "there is no such configuration file")
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw ConfigurationError(place: path, message: "no permission to read this configuration file")
        } catch {
            // A part of the path is no folder.
            if !required, !FileManager.default.fileExists(atPath: path) { return nil }
            throw ConfigurationError(place: path, message: "not a readable UTF-8 text file")
        }
    }
}
