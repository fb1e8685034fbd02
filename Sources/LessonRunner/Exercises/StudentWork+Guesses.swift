import Foundation
public import LessonDocument

extension StudentWork {
  /// The guess that a student made at a block's prediction, if it still asks the same.
  public func guess(at block: LessonBlock, of lesson: Lesson) -> String? {
    guard let question = block.options.prediction?.question,
      let kept = kept("guesses.json", as: [String: Guess].self)?["\(lesson.slug)/\(block.label)"],
      kept.question == question
    else { return nil }
    return kept.guess
  }

  /// Keeps a guess, in place of an earlier one; a guess is never graded.
  public func keep(guess: String, at block: LessonBlock, of lesson: Lesson) throws(WorkError) {
    guard let question = block.options.prediction?.question else { return }
    var guesses = kept("guesses.json", as: [String: Guess].self) ?? [:]
    guesses["\(lesson.slug)/\(block.label)"] = Guess(
      question: question,
      guess: String(guess.prefix(1_000))
    )
    try keep(guesses, in: "guesses.json")
  }

  private struct Guess: Codable {
    var question: String
    var guess: String
  }

  /// What a file of notes holds; nil if it is not there or holds something else.
  func kept<Value: Decodable>(_ file: String, as type: Value.Type) -> Value? {
    guard !WorkFile.isLink(folder), !WorkFile.isLink("\(folder)/.unroll"),
      let text = try? WorkFile.text(at: "\(folder)/.unroll/\(file)")
    else { return nil }
    return try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Writes a file of notes.
  func keep(_ value: some Encodable, in file: String) throws(WorkError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return }
    try makeFolders()
    try WorkFile.replace(
      with: String(decoding: data, as: UTF8.self) + "\n",
      at: "\(folder)/.unroll/\(file)"
    )
  }
}
