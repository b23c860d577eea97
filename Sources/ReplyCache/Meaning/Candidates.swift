/// Replies to other questions about the same, of which one may answer a question too.
package struct Candidates: Sendable {
    /// A reply whose question means the same.
    package struct Match: Sendable, Equatable {
        package var key: ReplyKey
        package var text: String
        /// The cosine between the two questions.
        package var similarity: Double
    }

    let replies: [(key: ReplyKey, direction: Direction, text: String)]

    package var isEmpty: Bool { replies.isEmpty }

    /// The most similar reply whose similarity is `threshold` or more.
    package func best(for direction: Direction, threshold: Double) -> Match? {
        let matches = replies.compactMap { reply in
            reply.direction.cosine(with: direction).map {
                Match(key: reply.key, text: reply.text, similarity: $0)
            }
        }
        guard let best = matches.max(by: { $0.similarity < $1.similarity }), best.similarity >= threshold else {
            return nil
        }
        return best
    }
}
