import LessonDocument

/// Why a command cannot do what it was asked; each is a sentence with what would be right.
enum UseError: Error, Equatable, CustomStringConvertible {
  /// A word is no command; `command` is what stands before it, `near` what is probably meant.
  case unknownCommand(String, of: String, known: [String], near: String?)
  /// A command has no such option, and others have.
  case optionOfOthers(String, command: String, others: [String])
  /// No command has such an option; `near` is what is probably meant, `known` are the command's own.
  case unknownOption(String, command: String, near: String?, known: [String])
  /// An option takes one of a few values, and this is none of them.
  case valueOfOption(String, option: String, values: [String])
  /// A command needs a lesson, and none is named; `known` are their numbers and names.
  case lessonMissing(command: String, known: [String])
  /// A command needs an exercise, and none is named.
  case exerciseMissing(command: String)
  /// An exercise is named where a lesson is wanted.
  case exerciseForLesson(NamedExercise)
  /// A lesson is named where an exercise is wanted.
  case lessonForExercise(String, exercises: [String])
  /// A file of code is named where a lesson is wanted; perhaps the answer to an exercise.
  case codeForLesson(String, exercise: String?)
  /// A lesson has the number already.
  case numberTaken(String, by: String)
  /// The greatest number of a lesson is in use, and a new lesson needs one.
  case noNumberLeft
  /// A file of code is not there.
  case noCode(String)
  /// A path leads to a folder where a file of code is wanted.
  case folderOfCode(String)
  /// A file cannot be read.
  case unreadable(String)
  /// Something else bears a name, for this reason.
  case reserved(String)
  /// A path leads to no file.
  case noFile(String)
  /// A file is there already.
  case taken(String)
  /// A file was changed by somebody while it was to be changed.
  case changedMeanwhile(String)
  /// An exercise is there already.
  case exerciseTaken(String, lesson: String)
  /// A name cannot be that of a lesson or exercise.
  case badName(String)
  /// A path leads to a folder where a file is wanted.
  case folder(String)
  /// A course is to begin in a folder that holds something.
  case folderNotEmpty(String, holds: String)
  /// A file is where a folder is wanted.
  case notAFolder(String)
  /// What is written for all lessons would not fit into one file.
  case allIntoOneFile(String)
  /// The folder of a file that is to be written is not there.
  case noFolder(path: String, folder: String)
  /// A file is to be written where a folder is.
  case targetIsFolder(String)

  /// The question is answered in words, and the command is for code.
  case answeredInWords(String, reason: String)
  /// The lesson's own file would be replaced by what is made of it.
  case exportsOntoItself(String)
  /// A file of a course would be replaced by what is made of one.
  case ofCourse(String)
  /// A term is kept already.
  case editionKept(String, path: String)
  /// A site would stand among the course's own files.
  case siteAmongSources(path: String, folder: String)
  /// The folder of the terms is a link to another place.
  case editionsLeadOut(String)
  /// A term has a name that no folder should have.
  case edition(String)
  /// Nobody has said who hands in.
  case noStudent
  /// An id can be no student's.
  case badStudent(String, reason: String)
  /// No answer has been changed yet.
  case nothingToSubmit(begun: Bool)
  /// The grades hold no such assignment, or several.
  case noAssignment(String?, known: [String])
  /// An option names an assignment that there is not.
  case unknownAssignment(String, option: String, known: [String])
  /// An assignment is given two columns.
  case columnTwice(String, titles: [String])
  /// There are no pages of feedback.
  case noFeedback(folder: String)
  /// What is to be written would take the place of a file that is read.
  case overwritesInput(String)
  /// Grades are older than what they are made of.
  case stale(grades: String, [String])
  /// The system's mark decides who is late, and none has come.
  case unknownLateness([String])
  /// Some answers, each a student and an exercise, have no grade yet.
  case incomplete([String], waitsForPerson: Bool, waitsForLesson: Bool)

  var description: String {
    switch self {
    case .unknownCommand(let word, let command, let known, let near):
      "\(command) has no command '\(word.prefix(60))'"
        + (near.map { ": did you mean `\($0)`? The" } ?? "; the")
        + " commands are \(known.joined(separator: ", "))"
        + (near == nil && command == "unroll"
          ? ". To run a lesson, say unroll run \(word.contains(" ") ? "'\(word)'" : word)" : "")
    case .optionOfOthers(let option, let command, let others):
      "`\(command)` has no option '\(option)', which is one of "
        + others.map { "`\($0)`" }.joined(separator: ", ")
        + "; `\(command) --help` lists its own"
    case .unknownOption(let option, let command, let near, let known):
      "`\(command)` has no option '\(option.prefix(60))'"
        + (near.map { ": did you mean '\($0)'? `\(command) --help` lists all" }
          ?? (known.isEmpty
            ? ", and none at all" : "; its options are \(known.joined(separator: ", "))"))
    case .valueOfOption(let value, let option, let values):
      Self.unknownValue(value, of: option, values)
    case .lessonMissing(let command, let known) where known.isEmpty:
      "`\(command)` needs a lesson, and the course has none yet: begin one with `unroll new lesson first-steps`"
    case .lessonMissing(let command, let known):
      "`\(command)` needs a lesson, as in `\(command) \(known[0].prefix { $0 != "-" })`; the lessons are "
        + known.joined(separator: ", ")
    case .exerciseMissing(let command):
      "`\(command)` needs an exercise's name; `unroll exercise list` names them"
    case .exerciseForLesson(let exercise):
      exercise.name == exercise.written
        ? "'\(exercise.name)' is an exercise of \(exercise.lesson): run the lesson with `unroll run "
          + "\(exercise.lesson)`, check your answer with `unroll exercise check \(exercise.name)`"
        : "no lesson '\(exercise.written.prefix(60))': did you mean '\(exercise.name)'? That is an exercise of "
          + "\(exercise.lesson), which `unroll exercise check \(exercise.name)` checks"
    case .lessonForExercise(let lesson, let exercises):
      "'\(lesson)' is a lesson"
        + (exercises.isEmpty
          ? ", and has no exercise; `unroll exercise list` names those of the course"
          : ": name one of its exercises, \(Suggestion.alternatives(exercises))")
    case .codeForLesson(let path, let exercise):
      "'\(path)' holds Swift code, and a lesson is a Markdown file"
        + (exercise.map { ": check it with `unroll exercise check \($0)`" }
          ?? "; `unroll try` runs code where a lesson stands")
    case .numberTaken(let number, let path):
      "'\(path)' has the number \(number) already: choose another, or a letter as in '\(number)a'"
    case .noNumberLeft:
      "lesson 99 is there, and no number comes after it: name a free one, as in 'unroll new lesson 42-forget-gate'"
    case .noCode(let path): "there is no file '\(path)'; name a file of Swift code, or '-'"
    case .folderOfCode(let path): "'\(path)' is a folder; name a file of Swift code in it"
    case .unreadable(let path):
      "'\(path)' cannot be read: it must be a file that you may read"
    case .reserved(let reason): "\(reason): choose another name"
    case .noFile(let path):
      "there is no file '\(path)'; name a lesson of the course or the path of a Markdown file"
    case .noFolder(let path, let folder):
      "'\(path)' cannot be written: there is no folder '\(folder)'; make it with 'mkdir -p', or name another file"
    case .folderNotEmpty(let path, let first):
      "'\(path)' holds '\(first)' already, and a course begins in an empty folder: name another, or add a lesson to a "
        + "course with `unroll new lesson`"
    case .notAFolder(let path): "'\(path)' is a file: name a folder that is empty or not there yet"
    case .allIntoOneFile(let path):
      "'\(path)' is one file, and '--all' writes one for each lesson: name a folder"
    case .targetIsFolder(let path): "'\(path)' is a folder; name a file in it"
    case .edition(let name):
      "'\(name.prefix(80))' cannot name a term; write at most 64 letters, digits, '-', '.' and '_', as in 2026-spring"
    case .exportsOntoItself(let path):
      "the export would replace the lesson '\(path)' itself; name another file with --out"
    case .changedMeanwhile(let path):
      "'\(path)' was changed while it was to be changed: nothing was written; say it again"
    case .ofCourse(let path):
      "'\(path)' is a file of a course, which nothing that is made of lessons may replace; name another file"
    case .editionKept(let name, let path):
      """
      the term '\(name)' is kept in '\(path)', and what is kept lasts: name another term, or say \
      --replace to make it anew
      """
    case .siteAmongSources(let path, let folder):
      """
      '\(path)' is in '\(folder)', which holds the course's own files: name a folder outside, or leave out --out \
      for Site/public; --edition keeps a term
      """
    case .noStudent:
      "nobody has said who hands in: say it once with --student and your id at your university"
    case .badStudent(let id, let reason): "the id '\(id)' \(reason): write another"
    case .nothingToSubmit(let isBegun):
      isBegun
        ? "there is nothing to hand in yet: no answer in Work differs from what it began with"
        : "there is nothing to hand in yet: `unroll exercise list` names the exercises, and "
          + "`unroll exercise start` begins one"
    case .noAssignment(let name, let known):
      (name.map { "the grades hold no assignment '\($0)'" }
        ?? "the grades hold \(known.count) assignments")
        + ": name one with --assignment, of \(known.map { "'\($0)'" }.joined(separator: ", "))"
    case .unknownAssignment(let name, let option, let known):
      "'\(option)' names no assignment by '\(name.prefix(60))'"
        + (Suggestion.nearest(to: name, among: known).map { ": did you mean '\($0)'?" }
          ?? "; the assignments are \(known.map { "'\($0)'" }.joined(separator: ", "))")
    case .columnTwice(let name, let titles):
      "'--column' gives '\(name)' two titles, \(titles.map { "'\($0)'" }.joined(separator: " and ")): leave out one"
    case .overwritesInput(let path):
      "'\(path)' is read for this export, and would be written over: name another file with --out"
    case .stale(let grades, let changes):
      "'\(grades)' is older than \(changes.joined(separator: ", ")): run `unroll grade` first, or export it as it is with --incomplete"
    case .unknownLateness(let names):
      "whether \(names.prefix(10).joined(separator: ", "))\(names.count > 10 ? " and \(names.count - 10) more" : "") "
        + "\(names.count == 1 ? "is" : "are") late is not known, for no mark of the university's system has come ('by: lms'): run "
        + "`unroll collect` with its download, or write 'by: time' into class.yml, then `unroll grade`, or export what there is with "
        + "--incomplete"
    case .incomplete(let answers, let waitsForPerson, let waitsForLesson):
      "\(answers.count == 1 ? "1 answer has" : "\(answers.count) answers have") no grade yet: "
        + answers.prefix(10).joined(separator: ", ")
        + (answers.count > 10 ? " and \(answers.count - 10) more" : "")
        + (waitsForLesson ? "; mend the lesson" : "")
        + (waitsForPerson
          ? "; grade \(waitsForLesson ? "answers in words" : "them") with 'unroll grade --manual'"
          : "")
        + ", then 'unroll grade'"
        + ", or export what there is with --incomplete"
    case .noFeedback(let folder):
      "there is no page of feedback in '\(folder)' for any row: write them with `unroll grade`"
    case .editionsLeadOut(let path):
      """
      '\(path)' leads by a symbolic link out of the course, where nothing is written unasked: put a folder in its \
      place, or name one with --out
      """
    case .answeredInWords(let name, let reason): "'\(name)' is answered in words: \(reason)"
    case .taken(let path): "'\(path)' is there already: choose another name"
    case .exerciseTaken(let name, let lesson):
      "'\(lesson)' has an exercise '\(name)' already: choose another name"
    case .badName(let name):
      "'\(name.prefix(80))' cannot be a name: "
        + Slug.remedy(name, spelling: "use small letters, digits and hyphens, as in 'forget-gate'")
    case .folder(let path): "'\(path)' is a folder; give the path of a Markdown file in it"
    }
  }

  private static func unknownValue(_ value: String, of option: String, _ values: [String]) -> String
  {
    let hint = Suggestion.phrase(for: value, among: values)
    return "'\(option)' is \(Suggestion.alternatives(values)), not '\(value.prefix(60))'\(hint)"
  }
}
