package import Configuration
package import Corpus

extension CorpusOptions {
    /// The options that the settings ask for.
    package init(_ settings: CorpusSettings) {
        self.init(include: settings.include, exclude: settings.exclude, noIgnore: settings.noIgnore)
    }

    init(include: [String], exclude: [String], noIgnore: Bool) {
        self.init()
        (self.include, self.exclude, self.noIgnore) = (include, exclude, noIgnore)
    }
}
