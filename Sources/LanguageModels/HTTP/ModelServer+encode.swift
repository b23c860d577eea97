extension ModelServer {
    func encode(_ value: some Encodable) throws(ModelError) -> [UInt8] {
        do {
            return try JSONCoding.encode(value)
        } catch {
            throw ModelError(.configuration, model: model, message: "the request cannot be written as JSON: \(error)")
        }
    }
}
