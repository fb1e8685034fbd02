/// Why a command cannot do what it was asked; each is a sentence with what would be right.
enum UseError: Error, Equatable, CustomStringConvertible {
  /// The first word is no command.
  case unknownCommand(String, known: [String])
  /// A path leads to no file.
  case noFile(String)
  /// A file is there already.
  case taken(String)
  /// An exercise is there already.
  case exerciseTaken(String, lesson: String)
  /// A name cannot be that of a lesson or exercise.
  case badName(String)
  /// A path leads to a folder where a file is wanted.
  case folder(String)
  /// The folder of a report is not there.
  case noFolder(junit: String, folder: String)
  /// A report is to be written where a folder is.
  case reportIsFolder(String)

  /// The question is answered in words, and the command is for code.
  case answeredInWords(String, reason: String)
  /// The lesson's own file would be replaced by what is made of it.
  case exportsOntoItself(String)
  /// A file of a course would be replaced by what is made of one.
  case ofCourse(String)
  /// A term is kept already.
  case editionKept(String, path: String)
  /// A term has a name that no folder should have.
  case edition(String)

  var description: String {
    switch self {
    case .unknownCommand(let word, let known):
      """
      unroll has no command '\(word)'; the commands are \(known.joined(separator: ", ")). \
      To run a lesson, say unroll run \(word.contains(" ") ? "'\(word)'" : word)
      """
    case .noFile(let path):
      "there is no file '\(path)'; name a lesson of the course or the path of a Markdown file"
    case .noFolder(let path, let folder):
      "'\(path)' cannot be written: there is no folder '\(folder)'; make it, or name another file"
    case .reportIsFolder(let path): "'\(path)' is a folder; name a file for the report"
    case .edition(let name):
      "'\(name)' cannot name a term; write letters, digits, '-', '.' and '_', as in 2026-spring"
    case .exportsOntoItself(let path):
      "the export would replace the lesson '\(path)' itself; name another file with --out"
    case .ofCourse(let path):
      "'\(path)' is a file of a course, which nothing that is made of lessons may replace; name another file"
    case .editionKept(let name, let path):
      """
      the term '\(name)' is kept in '\(path)', and what is kept lasts: name another term, or say \
      --replace to make it anew
      """
    case .answeredInWords(let name, let reason): "'\(name)' is answered in words: \(reason)"
    case .taken(let path): "'\(path)' is there already: choose another name"
    case .exerciseTaken(let name, let lesson):
      "'\(lesson)' has an exercise '\(name)' already: choose another name"
    case .badName(let name):
      "'\(name)' cannot be a name: use small letters, digits and hyphens, as in 'forget-gate'"
    case .folder(let path): "'\(path)' is a folder; give the path of a Markdown file in it"
    }
  }
}
