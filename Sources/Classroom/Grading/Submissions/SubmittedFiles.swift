import Foundation
import LessonDocument

/// The files of one student, and which of them answers which exercise.
///
/// A file's exact name counts first. Else the one file counts whose name differs by case, or by the mark of a second
/// download, such as `double (1).swift`; else the one whose first lines name the exercise, as those that
/// `unroll exercise start` writes do.
struct SubmittedFiles: Sendable {
  let path: String
  let entries: [FolderListing.Entry]

  /// What was handed in as the answer to an exercise.
  struct Answer: Equatable, Sendable {
    /// The file's name as it is shown.
    var file: String
    var content: SubmittedFile.Content
    /// What is to be said of how the file was found.
    var notes: [String] = []
  }

  /// The answer to an exercise; nil if none was handed in.
  ///
  /// - Parameter type: `swift`, or `md` for an answer in words.
  /// - Parameter exercises: the names of all exercises of that type.
  func answer(
    to exercise: String,
    type: String,
    among exercises: Set<String>
  ) throws(SubmissionTrouble) -> Answer? {
    let wanted = "\(exercise).\(type)"
    let like = entries.filter { entry in
      entry.name.map { FileStem(of: $0, type: type)?.exercise == exercise.lowercased() } ?? false
    }
    if let exact = like.first(where: { $0.name == wanted }) {
      var answer = Answer(file: wanted, content: try SubmittedFile.content(of: exact, in: path))
      answer.notes = like.filter { $0 != exact }.map {
        "'\($0.shown)' is not graded, since '\(wanted)' is there"
      }
      return answer
    }
    let found = like.isEmpty ? headed(exercise, type: type, among: exercises) : like
    guard let entry = found.first else { return nil }
    guard found.count == 1 else { throw .several(found.map(\.shown)) }
    let note = "'\(entry.shown)' is taken for '\(wanted)'"
    return Answer(
      file: entry.shown,
      content: try SubmittedFile.content(of: entry, in: path),
      notes: [note]
    )
  }

  /// The files that answer no exercise, each with what may be meant.
  func strangers(among exercises: [String: String]) -> [String] {
    entries.compactMap { entry in
      let type = entry.name.map { ($0 as NSString).pathExtension.lowercased() } ?? ""
      guard ["swift", "md"].contains(type) || entry.kind != .file else { return nil }
      let stem = entry.name.flatMap { FileStem(of: $0, type: type) }?.exercise
      let names = exercises.filter { $0.value == type }.keys
      if let stem, names.contains(where: { $0.lowercased() == stem }) { return nil }
      if names.contains(where: { headed($0, type: type, among: Set(names)).contains(entry) }) {
        return nil
      }
      let near = stem.flatMap { Suggestion.nearest(to: $0, among: names.sorted()) }
      return "'\(entry.shown)' answers no exercise"
        + (near.map { ": did you mean '\($0).\(type)'?" } ?? "")
    }
  }

  /// Files with a name of no exercise whose first lines name this one.
  private func headed(
    _ exercise: String,
    type: String,
    among exercises: Set<String>
  ) -> [FolderListing.Entry] {
    entries.filter { entry in
      guard let name = entry.name, entry.kind == .file,
        (name as NSString).pathExtension.lowercased() == type,
        let stem = FileStem(of: name, type: type)?.exercise,
        !exercises.contains(where: { $0.lowercased() == stem }),
        let text = try? SubmittedFile.content(of: entry, in: path).text
      else { return false }
      let lead = type == "swift" ? "// Exercise " : "Exercise "
      return FileLines.lines(of: text).prefix(8).contains {
        $0.text.hasPrefix("\(lead)\(exercise), release ")
      }
    }
  }
}

/// A file's name without what downloads and systems add to it.
private struct FileStem {
  let exercise: String

  init?(of name: String, type: String) {
    let name = name.precomposedStringWithCanonicalMapping.lowercased()
    guard name.hasSuffix(".\(type)") else { return nil }
    var stem = name.dropLast(type.count + 1)[...]
    // "double (1)", "double(2)", "double copy", "double copy 2", "double - copy"
    if let copy = stem.firstMatch(of: /[ _]*(\(\d+\)|-? ?copy( \d+| \(\d+\))?)$/) {
      stem = stem[..<copy.range.lowerBound]
    }
    exercise = stem.trimmingCharacters(in: .whitespaces)
  }
}
