public import Foundation
import LessonDocument

/// What is graded, until when, and by which rules: `class.yml`, or all exercises of a course without it.
public struct ClassPlan: Equatable, Sendable {
  /// The time zone in which dates without one are meant, and in which days end.
  public var timeZone = TimeZone.gmt
  /// Whether somebody has said which; else it is UTC, as nobody may have meant.
  public var isTimeZoneSaid = false
  /// The path of the roster; nil takes every folder of answers for a student.
  public var roster: String?
  /// The assignments in their order.
  public var assignments: [Assignment] = []
  /// Students who hand in together, by the name of their group.
  public var groups: [StudentGroup] = []
  /// Who has longer for one assignment.
  public var extensions: [DueExtension] = []
  /// Who has longer for every assignment, by student.
  public var extraTime: [String: TimeSpan] = [:]

  /// A plan without assignments.
  public init() {}
}

/// Exercises that are handed in together.
public struct Assignment: Equatable, Sendable {
  /// Its name in tables and files.
  public var name: String
  /// What readers see as its name.
  public var title: String
  /// Until when it is handed in; nil takes answers at any time.
  public var due: Date?
  /// What being late costs.
  public var late = LateRule()
  /// Whether what one of a group hands in counts for all of them.
  public var isByGroup = false
  /// Its exercises, in code and in words, in their order.
  public var exercises: [AssignedExercise]

  /// Makes an assignment.
  public init(name: String, title: String, due: Date? = nil, exercises: [AssignedExercise]) {
    (self.name, self.title, self.due, self.exercises) = (name, title, due, exercises)
  }
}

/// An exercise as a part of an assignment.
public struct AssignedExercise: Equatable, Sendable {
  /// The exercise's name.
  public var name: String
  /// What it is worth here; nil is what the lesson says.
  public var points: Double?

  /// Makes a part of an assignment.
  public init(name: String, points: Double? = nil) {
    (self.name, self.points) = (name, points)
  }
}

/// What being late costs.
public struct LateRule: Equatable, Sendable {
  /// What tells whether an answer is late.
  public enum Witness: String, CaseIterable, Sendable {
    /// The time at which it was handed in.
    case time
    /// The mark of the university's system; the time says how many days, one at least.
    case system = "lms"
  }

  /// What tells whether an answer is late.
  public var by = Witness.time
  /// The share of the points earned that each day begun takes, from 0 to 1.
  public var perDay = 0.0
  /// How long after the due date an answer is not late yet.
  public var grace = TimeSpan()
  /// The largest share that being late takes.
  public var cap = 1.0
  /// After how many days nothing is accepted any more; nil accepts all.
  public var lastDay: Int?

  /// A rule by which being late costs nothing.
  public init() {}
}

/// Students who hand in together.
public struct StudentGroup: Equatable, Sendable {
  /// The group's name, by which a folder of answers may go too.
  public var name: String
  /// Its students.
  public var students: [String]

  /// Makes a group.
  public init(name: String, students: [String]) { (self.name, self.students) = (name, students) }
}

/// Longer time for one student and one assignment.
public struct DueExtension: Equatable, Sendable {
  /// The student.
  public var student: String
  /// The assignment's name.
  public var assignment: String
  /// Until when the student may hand in.
  public var until: Date

  /// Makes an extension.
  public init(student: String, assignment: String, until: Date) {
    (self.student, self.assignment, self.until) = (student, assignment, until)
  }
}

/// A length of time, in days of the calendar and in seconds.
public struct TimeSpan: Equatable, Sendable {
  /// Days, which end by the clock on the wall: one may have 23 or 25 hours.
  public var days = 0
  /// Seconds beside them.
  public var seconds = 0.0

  /// Makes a length of time.
  public init(days: Int = 0, seconds: Double = 0) { (self.days, self.seconds) = (days, seconds) }

  /// Reads `2 days`, `36 hours`, `90 min`, `1 week`, and several of them with blanks between; nil if it is none.
  public init?(written: String) {
    let words = written.lowercased().split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty, words.count.isMultiple(of: 2) else { return nil }
    for pair in stride(from: 0, to: words.count, by: 2) {
      guard let count = PlainNumber(words[pair])?.value, count >= 0, count <= 100_000 else {
        return nil
      }
      switch words[pair + 1] {
      case "day", "days", "d":
        guard count == count.rounded() else { return nil }
        days += Int(count)
      case "week", "weeks":
        guard count == count.rounded() else { return nil }
        days += 7 * Int(count)
      case "hour", "hours", "h": seconds += count * 3600
      case "minute", "minutes", "min": seconds += count * 60
      default: return nil
      }
    }
  }
}
