/// Why a loop cannot go on; the text is a sentence for the user.
struct Halt: Error, Equatable {
    var reason: StopReason
    var message: String
}
