import Foundation
public import LessonDocument
import Yams

/// Reads `class.yml`: what is wrong with it is told all at once, each with its line and column.
///
///     time-zone: Europe/Berlin
///     roster: roster.csv
///     late: { by: time, per-day: 10%, grace: 15 min, cap: 50%, last-day: 7 }
///     assignments:
///       - name: gates
///         title: Gates by hand
///         due: 2026-10-24 20:00
///         exercises: [one-step, { forget-gate: 4 }]
///         by-group: true
///     groups: { team-a: [007, 008] }
///     extensions:
///       - { student: 009, assignment: gates, until: 2026-10-31 20:00 }
///     extra-time: { 010: 2 days }
public struct ClassFileReader {
  private enum Key: String, CaseIterable {
    case timeZone = "time-zone"
    case roster, late, assignments, groups, extensions
    case extraTime = "extra-time"
  }

  let document: YAMLDocument
  let exercises: [String: Double]
  var clock = WallClock(.gmt)
  var plan = ClassPlan()
  var mistakes: [LessonMistake] = []

  /// Reads a class.
  ///
  /// - Parameter exercises: what the lessons' exercises are worth, by name.
  /// - Throws: every mistake.
  public static func plan(
    at path: String,
    exercises: [String: Double]
  ) throws(LessonErrors) -> ClassPlan {
    let document = try YAMLDocument(path: path, name: "class.yml")
    var reader = ClassFileReader(document: document, exercises: exercises)
    reader.read()
    guard reader.mistakes.isEmpty else {
      throw LessonErrors(reader.mistakes.sorted { $0.location < $1.location })
    }
    return reader.plan
  }

  private init(document: YAMLDocument, exercises: [String: Double]) {
    (self.document, self.exercises) = (document, exercises)
  }

  private mutating func read() {
    guard let root = document.root else {
      add("class.yml says nothing: name its assignments, as `unroll help grade` shows", nil)
      return
    }
    guard let parts = mapping(root, "class.yml", of: Key.allCases.map(\.rawValue)) else { return }
    // Dates need the time zone, wherever it stands; rules of assignments begin with that of the class.
    readTimeZone(parts[Key.timeZone.rawValue])
    plan.roster = parts[Key.roster.rawValue].flatMap { text($0, "roster") }
    let late = parts[Key.late.rawValue].map { lateRule($0, LateRule()) } ?? LateRule()
    readAssignments(parts[Key.assignments.rawValue], late)
    readGroups(parts[Key.groups.rawValue])
    readExtensions(parts[Key.extensions.rawValue])
    readExtraTime(parts[Key.extraTime.rawValue])
  }

  private mutating func readTimeZone(_ node: Node?) {
    guard let node, let name = text(node, "time-zone") else { return }
    let isName = name == "UTC" || name.contains("/")
    if isName, let zone = TimeZone(identifier: name) {
      plan.timeZone = zone
      plan.isTimeZoneSaid = true
      clock = WallClock(zone)
    } else {
      add(
        "there is no time zone '\(name.prefix(60))': write one such as Europe/Berlin or UTC",
        node
      )
    }
  }

  // MARK: - Groups, extensions, extra time

  private mutating func readGroups(_ node: Node?) {
    guard let node, let groups = mapping(node, "groups") else { return }
    var owners: [String: String] = [:]
    for (name, value) in groups.sorted(by: { document.isBefore($0.value, $1.value) }) {
      guard let students = texts(value, "a group") else { continue }
      for student in students {
        if let owner = owners[student] {
          let place = value.sequence?.first { $0.scalar?.string == student } ?? value
          add("'\(student)' is in the group '\(owner)' already: keep one", place)
        }
        owners[student] = name
      }
      plan.groups.append(StudentGroup(name: name, students: students))
    }
  }

  private mutating func readExtensions(_ node: Node?) {
    guard let node else { return }
    guard case .sequence(let entries) = node else {
      add("'extensions' is a list: each entry begins with '- student: '", node)
      return
    }
    let keys = ["student", "assignment", "until"]
    for entry in entries {
      guard let parts = mapping(entry, "an extension", of: keys) else { continue }
      for key in keys where parts[key] == nil { add("an extension needs '\(key)'", entry) }
      guard let student = parts["student"].flatMap({ text($0, "student") }),
        let assignment = parts["assignment"].flatMap({ assignmentName($0) }),
        let until = parts["until"].flatMap({ date($0, "until") })
      else { continue }
      examine(until, of: assignment, parts["until"])
      plan.extensions.append(
        DueExtension(student: student, assignment: assignment, until: until)
      )
    }
  }

  /// An extension that gives no time is a slip of somebody who meant to give some.
  private mutating func examine(_ until: Date, of name: String, _ node: Node?) {
    guard let assignment = plan.assignments.first(where: { $0.name == name }) else { return }
    guard let due = assignment.due else {
      return add(
        "'\(name)' has no due date, so there is nothing to extend: take the entry out",
        node
      )
    }
    guard until <= due else { return }
    add(
      "'until' is not after the due date of '\(name)', \(clock.text(due)), so it extends nothing: write a later one",
      node
    )
  }

  private mutating func assignmentName(_ node: Node) -> String? {
    guard let name = text(node, "assignment") else { return nil }
    let known = plan.assignments.map(\.name)
    if known.contains(name) { return name }
    add(
      "no assignment is called '\(name.prefix(60))': the assignments are "
        + known.joined(separator: ", "),
      node
    )
    return nil
  }

  private mutating func readExtraTime(_ node: Node?) {
    guard let node, let students = mapping(node, "extra-time") else { return }
    for (student, value) in students {
      if let span = span(value, "extra-time") { plan.extraTime[student] = span }
    }
  }
}

extension YAMLDocument {
  func isBefore(_ one: Node, _ other: Node) -> Bool { location(of: one) < location(of: other) }
}
