import Foundation

/// Who handed something in, as the university's system knows them from the names in its bulk download.
struct Sender: Hashable, Sendable {
  enum System: String, Sendable { case canvas = "Canvas", moodle = "Moodle" }

  /// The system.
  var system: System
  /// The number by which it knows the student.
  var number: String
  /// What it calls the student: `leeanna` in Canvas, `Anna Lee` in Moodle.
  var name: String

  static func == (left: Sender, right: Sender) -> Bool {
    left.system == right.system && left.number == right.number
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(system)
    hasher.combine(number)
  }

  /// Whether another name is this one, however it is spelled.
  func isNamed(as other: Sender) -> Bool { Roster.letters(name) == Roster.letters(other.name) }

  var description: String { "\(system.rawValue)'s '\(PlainName.of(name))' (\(number))" }
}

/// A file of a bulk download: whose it is, and what its student called it.
///
/// - Source: Canvas names files `lastnamefirstname_LATE_USERID_SUBMISSIONID_original.ext`; Moodle makes folders
///   `Full Name_PARTICIPANTID_assignsubmission_file`.
struct BulkName: Equatable {
  var sender: Sender
  /// The name that the student gave it.
  var original: String
  /// Whether the system marks it as late; nil where its names have no such mark.
  var isLate: Bool?

  init?(_ path: ArchivePath) {
    if let moodle = Self.moodle(path) {
      self = moodle
    } else if let canvas = Self.canvas(path.name) {
      self = canvas
    } else {
      return nil
    }
  }

  private init(sender: Sender, original: String, isLate: Bool? = nil) {
    (self.sender, self.original, self.isLate) = (sender, original, isLate)
  }

  private static func moodle(_ path: ArchivePath) -> BulkName? {
    for folder in path.names.dropLast() {
      guard let match = folder.wholeMatch(of: /(.+)_([0-9]+)_assignsubmission_file_?/) else {
        continue
      }
      let sender = Sender(system: .moodle, number: String(match.2), name: String(match.1))
      return BulkName(sender: sender, original: path.name)
    }
    return nil
  }

  private static func canvas(_ name: String) -> BulkName? {
    guard let match = name.wholeMatch(of: /(.+?)_(?:(LATE)_)?([0-9]+)_([0-9]+)_(.+)/) else {
      return nil
    }
    let sender = Sender(system: .canvas, number: String(match.3), name: String(match.1))
    return BulkName(sender: sender, original: String(match.5), isLate: match.2 != nil)
  }
}

/// Whom the roster takes for a sender.
enum MeantStudent: Equatable {
  case nobody
  case one(Student)
  /// The number is one student's, and the name another's.
  case contradiction(byNumber: Student, byName: [Student])
}

extension Roster {
  /// The student whom a system means, if the roster tells.
  ///
  /// By the system's number where the roster has it in a column such as `canvas_id` or `moodle_id`, else by the name, if one
  /// student alone has it. A name that no student has contradicts nothing, for people call themselves as they like.
  func student(meantBy sender: Sender) -> MeantStudent {
    let columns =
      sender.system == .canvas
      ? ["canvasid", "canvasuserid", "lmsuserid", "lmsid", "canvas"]
      : ["moodleid", "participant", "participantid", "identifier", "lmsuserid", "lmsid", "moodle"]
    let byNumber = students.filter { student in
      student.other.contains { name, value in
        columns.contains(String(name.lowercased().filter { $0.isLetter || $0.isNumber }))
          && value.trimmingCharacters(in: .letters.union(.whitespaces)) == sender.number
      }
    }
    let name = Self.letters(sender.name)
    let byName = students.filter { student in
      !name.isEmpty
        && (Self.letters(student.lastName + student.firstName) == name
          || Self.letters(student.firstName + student.lastName) == name)
    }
    guard let student = byNumber.first else {
      return byName.count == 1 ? .one(byName[0]) : .nobody
    }
    guard byNumber.count == 1 else { return .nobody }
    let isSame = byName.isEmpty || byName.contains(student)
    return isSame ? .one(student) : .contradiction(byNumber: student, byName: byName)
  }

  /// The letters of a name without what systems leave out.
  static func letters(_ name: String) -> String {
    String(
      name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        .filter { $0.isLetter || $0.isNumber }
    )
  }
}
