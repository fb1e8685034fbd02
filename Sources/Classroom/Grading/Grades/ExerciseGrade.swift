/// What one student has for one exercise, and why.
public struct ExerciseGrade: Codable, Equatable, Sendable {
  /// How the score came about.
  public enum State: String, Codable, Sendable {
    /// Nothing was handed in.
    case absent
    /// Nothing was handed in, and there is time left.
    case notDue = "not-due"
    /// What was handed in cannot be graded, for a reason that the student must mend.
    case unusable
    /// It was run.
    case run
    /// The lesson's own solution fails, so that nothing can be said of it.
    case unjudged
    /// It waits for a person.
    case waiting
    /// A person has graded it.
    case graded

    /// Whether there is no score yet.
    public var isOpen: Bool { self == .notDue || self == .unjudged || self == .waiting }
  }

  /// The exercise's name.
  public var exercise: String
  /// The assignment to which it belongs.
  public var assignment: String
  /// How the score came about.
  public var state: State
  /// The points that count, before what being late takes; 0 while there are none.
  public var score: Double
  /// What the exercise is worth.
  public var possible: Double
  /// The file that was handed in.
  public var file: String?
  /// The digest of the text that was handed in.
  public var text: String?
  /// Why it is not worth all points, or what else is to be known.
  public var reason: String?
  /// What is to be said of the file.
  public var notes: [String] = []
  /// What it came to; where it builds on earlier exercises, on the lesson's answers to them.
  public var reference: AnswerGrade?
  /// What it came to on the student's own answers to the exercises that it builds on.
  public var own: AnswerGrade?
  /// The exercises that it builds on.
  public var foundations: [String]?
  /// What a person gave for an answer in words.
  public var manual: ManualScore?
  /// What a person set in place of all else.
  public var override: ScoreOverride?
  /// The digest of the text for which it was set, as far as it is known.
  public var overriddenText: String?
  /// Whether the answer was handed in anew after a person set its score.
  public var isOutdated: Bool?
  /// The release by whose lesson it was graded, where what is asked is another now.
  public var release: String?
  /// Who handed it in for the group.
  public var handedInBy: String?

  /// Why what was handed in cannot be graded; nil if it can, or nothing was.
  public var trouble: String? {
    switch state {
    case .unusable: reason
    case .notDue, .unjudged: file == nil ? notes.last : nil
    case .absent, .run, .waiting, .graded: nil
    }
  }

  /// Whether something was handed in, if only a file that cannot be graded.
  public var isHandedIn: Bool { file != nil || trouble != nil }
}

/// What one student has for one assignment.
public struct AssignmentGrade: Codable, Equatable, Sendable {
  /// The assignment's name.
  public var assignment: String
  /// Until when this student had time.
  public var due: String?
  /// When it was handed in.
  public var handedIn: String?
  /// The days that it is late, those begun counted whole.
  public var lateDays = 0
  /// The points of the exercises together.
  public var rawScore = 0.0
  /// The points that being late takes.
  public var latePenalty = 0.0
  /// The share of the points that being late takes.
  public var lateShare = 0.0
  /// The points that count.
  public var score = 0.0
  /// What it is worth.
  public var possible = 0.0
  /// Whether the system's mark decides whether it is late, and none has come.
  public var isLateUnknown: Bool?
  /// The answers of which the time of the file counts, where that matters.
  public var unnotedTimes: [UnnotedTime]?
  /// How many answers wait for a person, or for a lesson's fault to be mended.
  public var waiting = 0
  /// Whether nothing of it has a score, for the lesson is at fault.
  public var isUnjudged: Bool?
  /// Whether nothing of it is handed in, and there is time left.
  public var isNotDue: Bool?

  /// Whether there is a score.
  public var hasScore: Bool { isNotDue != true && isUnjudged != true }

  /// What tables show of a number of points: nothing while there is no score.
  func text(_ points: Double) -> String { hasScore ? points.pointsText : "" }
}

/// All that one student has.
public struct StudentGrades: Codable, Equatable, Sendable {
  /// The student's id.
  public var student: String
  /// The last name, if the roster gives it.
  public var lastName: String
  /// The first name.
  public var firstName: String
  /// The e-mail address.
  public var email: String
  /// Whether the roster names the student.
  public var isOnRoster: Bool
  /// What the student has handed in that answers nothing.
  public var notes: [String]
  /// The assignments, in the order of the plan.
  public var assignments: [AssignmentGrade]
  /// The exercises, in the order of the plan.
  public var exercises: [ExerciseGrade]
}

/// A class's grades: `results.json`.
public struct ClassGrades: Codable, Equatable, Sendable {
  /// The version of the form.
  public var format = 1
  /// The students, in the order of the roster.
  public var students: [StudentGrades]
  /// Faults of lessons, for which answers have no verdict.
  public var faults: [String]?
  /// What whoever grades is to know beside.
  public var remarks: [String]?
  /// What they were made of, when everybody was graded last.
  public var inputs: GradingInputs?

  /// Grades of nobody.
  public init(students: [StudentGrades] = []) { self.students = students }
}

extension Double {
  /// The number without what rounding of sums leaves behind: points to a millionth.
  var inPoints: Double {
    let rounded = (self * 1e6).rounded() / 1e6
    return rounded.isFinite ? rounded : 0
  }

  /// `4`, `2.5`, `1.333333`.
  var pointsText: String {
    let points = inPoints
    return points == points.rounded() && abs(points) < 1e12 ? "\(Int(points))" : "\(points)"
  }
}
