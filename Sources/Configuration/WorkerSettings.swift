/// The Python worker that runs the model's code: the table `[worker]`.
package struct WorkerSettings: Sendable, Equatable {
    /// Seconds a cell may run, not counting its waiting for models.
    package var cellTimeout: Double
    /// Characters kept of what a cell prints.
    package var outputLimit: Int
    /// Bytes of memory beyond the input.
    package var memoryLimit: Int
    package var requireSandbox: Bool
    /// Sends the sub-calls of loops ahead of the code.
    package var batchCalls: Bool
    /// Prepares files while the model thinks.
    package var prepareFiles: Bool
    /// Has workers share long texts in place of copying them.
    package var mapTexts: Bool

    /// More than any machine has, and so much less than 64 bits can count in bytes.
    private static let mostMegabytes = 1 << 40

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        cellTimeout = try reader.number("cell-timeout", atLeast: 0.1)
        outputLimit = try reader.integer("output-limit", atLeast: 200)
        memoryLimit = min(try reader.integer("memory-limit", atLeast: 64), Self.mostMegabytes) << 20
        requireSandbox = try reader.boolean("require-sandbox")
        batchCalls = try reader.boolean("batch-calls")
        prepareFiles = try reader.boolean("prepare-files")
        mapTexts = try reader.boolean("map-texts")
    }
}
