import Synchronization

/// The pools that a factory has made, so that a root model and a sub-model that are the same pool share what it knows
/// of its servers.
final class PoolModels: Sendable {
    private let pools = Mutex<[String: PoolModel]>([:])

    /// The pool of that name, made with `make` when it is asked for the first time.
    func pool(named name: String, _ make: () throws(ModelError) -> PoolModel) throws(ModelError) -> PoolModel {
        let result: Result<PoolModel, ModelError> = pools.withLock { pools in
            if let pool = pools[name] { return .success(pool) }
            do throws(ModelError) {
                let pool = try make()
                pools[name] = pool
                return .success(pool)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
