/// A cell on its way to a worker; cancelling may overtake it.
///
/// `@unchecked Sendable`: `isCancelled` is touched on the link's queue only.
final class CellRequest: @unchecked Sendable {
    let source: String
    var isCancelled = false

    init(source: String) {
        self.source = source
    }
}
