import Commands
import Dogfood

/// What models took, as it is printed.
struct CostReport: Encodable {
    /// US dollars; null when the price of a part is not known.
    @NullWhenNil var dollars: Double?
    var tokens: Int
    private let knownUSD: Double

    private enum CodingKeys: CodingKey { case dollars, tokens }

    init(_ spending: Spending) {
        dollars = spending.costUSD
        tokens = spending.tokens
        knownUSD = spending.knownUSD
    }

    /// `$0.42`, or `price unknown, 12.3k tokens`.
    var text: String {
        if let dollars { return Quantity.dollars(dollars) }
        let known = knownUSD > 0 ? " beyond \(Quantity.dollars(knownUSD))" : ""
        return "price unknown\(known), \(Quantity.counted(tokens, "token"))"
    }
}
