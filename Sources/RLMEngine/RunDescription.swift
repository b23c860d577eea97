/// What a run is about, told once at its start.
package struct RunDescription: Sendable, Equatable, Codable {
    package var question: String
    /// Full names of the models.
    package var model: String
    package var subModel: String
    /// Files and characters of the corpus.
    package var fileCount: Int
    package var characterCount: Int

    package init(question: String, model: String, subModel: String, fileCount: Int, characterCount: Int) {
        self.question = question
        self.model = model
        self.subModel = subModel
        self.fileCount = fileCount
        self.characterCount = characterCount
    }
}
