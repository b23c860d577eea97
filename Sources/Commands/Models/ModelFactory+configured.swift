import Configuration
import LanguageModels

extension ModelFactory {
    /// A factory with the settings and the known prices.
    static func configured(_ settings: Settings, environment: [String: String]) throws -> ModelFactory {
        ModelFactory(settings, environment: environment, prices: try PriceTable.load(environment: environment))
    }
}
