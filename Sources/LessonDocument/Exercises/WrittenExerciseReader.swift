/// Reads what stands at the top of a fence ` ```answer NAME `, and tells what is wrong with it.
struct WrittenExerciseReader {
  private enum Key: String, CaseIterable { case title, points, rubric }

  private(set) var title: String?
  private(set) var rubric: [WrittenExercise.Criterion] = []
  /// What the author says it is worth in all.
  private(set) var points: Double?
  private var pointsLocation: SourceLocation?
  private var hasRubric = false

  /// Reads the options.
  init(options: [CodeLine], mistakes: inout MistakeList) {
    let yaml = EmbeddedYAML(lines: options, name: "an option")
    for entry in yaml.entries(mistakes: &mistakes) { apply(entry, mistakes: &mistakes) }
  }

  /// What the rubric is worth together.
  var sum: Double { rubric.reduce(0) { $0 + $1.points } }

  /// Tells whether a name, a rubric and a question are there, and whether the points add up.
  func check(
    name: String,
    isEmpty: Bool,
    at location: SourceLocation,
    mistakes: inout MistakeList
  ) {
    if !Slug.isValid(name) {
      mistakes.add(
        "a written answer has a name of small letters, digits and hyphens, and nothing else beside "
          + "its fence: " + Slug.remedy(name, spelling: "write ```answer NAME"),
        at: location
      )
    }
    if let reason = ReservedName.reason(ofExercise: name) {
      mistakes.add("\(reason): choose another name", at: location)
    }
    if !hasRubric {
      mistakes.add(
        "a written answer is graded by a rubric: add lines '//| rubric:' and '//|   - 1 => what a "
          + "good answer says'",
        at: location
      )
    }
    if isEmpty {
      mistakes.add("the question is missing: write it below the options", at: location)
    }
    if let points, !rubric.isEmpty, abs(points - sum) > 1e-9 {
      mistakes.add(
        "'points' is \(points.shortest), and the rubric adds up to \(sum.shortest): change one of "
          + "them, or leave 'points' out",
        at: pointsLocation ?? location
      )
    }
  }

  private mutating func apply(_ entry: YAMLEntry, mistakes: inout MistakeList) {
    switch Key(rawValue: entry.name) {
    case .title: title = entry.text(&mistakes)
    case .points:
      points = entry.number(.positive, &mistakes)
      pointsLocation = entry.location
    case .rubric:
      hasRubric = true
      for text in entry.texts(&mistakes) ?? [] {
        guard let criterion = WrittenExercise.Criterion(written: text) else {
          mistakes.add(
            "'rubric' is a list of 'points => what a good answer says', as in '2 => names the norm'",
            at: entry.valueLocation
          )
          return
        }
        rubric.append(criterion)
      }
    case nil:
      mistakes.add(
        Suggestion.unknown(
          "option",
          entry.name,
          among: Key.allCases.map(\.rawValue),
          place: "of a written answer"
        ),
        at: entry.location
      )
    }
  }
}

extension Double {
  /// A number without a point that it does not need.
  fileprivate var shortest: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}

extension Lesson {
  /// Tells of names that another exercise of the lesson has.
  static func checkNames(
    of written: [WrittenExercise],
    besides exercises: [String],
    mistakes: inout MistakeList
  ) {
    var taken = Set(exercises)
    for question in written where !question.name.isEmpty {
      if !taken.insert(question.name).inserted {
        mistakes.add(
          "another exercise is called '\(question.name)' already: give this one another name",
          at: question.location
        )
      }
    }
  }
}
