/// Which models answer: the table `[model]`.
package struct ModelSettings: Sendable, Equatable {
    /// The root model; nil leaves the choice to `preference`.
    package var name: String?
    /// The model that sub-calls go to; nil means the root model.
    package var subModel: String?
    /// Replaces the address of every provider that is reached over HTTP; nil leaves each its own.
    package var baseURL: String?
    /// Providers tried in this order when no model is named: the first that is ready is used.
    package var preference: [String]
    /// Uses the shorter system prompt, for small models.
    package var compactPrompt: Bool
    /// A folder whose files replace the prompts of the same names; nil keeps the embedded ones.
    package var promptFolder: String?

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        name = try reader.optionalString("name")
        subModel = try reader.optionalString("sub-model")
        baseURL = try reader.optionalString("base-url")
        preference = try reader.strings("preference")
        compactPrompt = try reader.boolean("compact-prompt")
        promptFolder = try reader.optionalString("prompt-folder")
    }
}
