import Configuration
import LanguageModels

extension ModelFactory {
    /// A factory with the settings and the known prices.
    static func configured(_ settings: Settings, environment: [String: String]) throws -> ModelFactory {
        ModelFactory(settings, environment: environment)
    }

    /// A model that repeats calls which failed for a passing reason.
    /// - Parameter onRetry: told before each wait.
    func retrying(
        _ name: String, role: ModelRole, onRetry: @escaping RetryingModel.RetryHandler
    ) throws -> any LanguageModel {
        RetryingModel(try model(named: name, role: role), onRetry: onRetry)
    }
}
