import Foundation
import LessonDocument
import Yams

extension ClassFileReader {
  private enum Key: String, CaseIterable {
    case name, title, due, exercises, late
    case byGroup = "by-group"
  }

  mutating func readAssignments(_ node: Node?, _ late: LateRule) {
    guard let node, case .sequence(let entries) = node, !entries.isEmpty else {
      add("class.yml needs 'assignments', a list: each entry begins with '- name: '", node)
      return
    }
    var owners: [String: String] = [:]
    for entry in entries {
      guard let assignment = assignment(entry, late, &owners) else { continue }
      if plan.assignments.contains(where: { $0.name == assignment.name }) {
        add("another assignment is called '\(assignment.name)': rename one", entry)
      }
      plan.assignments.append(assignment)
    }
  }

  private mutating func assignment(
    _ entry: Node,
    _ late: LateRule,
    _ owners: inout [String: String]
  ) -> Assignment? {
    guard let parts = mapping(entry, "an assignment", of: Key.allCases.map(\.rawValue)) else {
      return nil
    }
    let part = { (key: Key) in parts[key.rawValue] }
    for key in [Key.name, .exercises] where part(key) == nil {
      add("an assignment needs '\(key.rawValue)'", entry)
    }
    let name = part(.name).flatMap { text($0, "name") }
    if let name, !Self.isName(name) {
      add(
        "'\(name.prefix(60))' cannot name an assignment: use letters, digits, '-', '.' and '_'",
        part(.name)
      )
    }
    let exercises = part(.exercises).map { assigned($0, in: name ?? "", &owners) }
    var assignment = Assignment(
      name: name ?? "",
      title: part(.title).flatMap { text($0, "title") } ?? name ?? "",
      due: part(.due).flatMap { date($0, "due") },
      exercises: exercises ?? []
    )
    assignment.late = part(.late).map { lateRule($0, late) } ?? late
    assignment.isByGroup = part(.byGroup).flatMap { boolean($0, "by-group") } ?? false
    return name == nil ? nil : assignment
  }

  private mutating func assigned(
    _ node: Node,
    in assignment: String,
    _ owners: inout [String: String]
  ) -> [AssignedExercise] {
    guard case .sequence(let entries) = node, !entries.isEmpty else {
      add("'exercises' is a list of names, as in [one-step, { forget-gate: 4 }]", node)
      return []
    }
    return entries.compactMap { entry in
      guard let (name, points) = exercise(entry) else { return nil }
      if exercises[name] == nil {
        let near = Suggestion.nearest(to: name, among: exercises.keys.sorted())
        let hint = near.map { ": did you mean '\($0)'?" } ?? "; `unroll exercise list` shows all"
        add("no lesson has an exercise '\(name.prefix(60))'\(hint)", entry)
      } else if let owner = owners[name] {
        add("'\(name)' belongs to the assignment '\(owner)' already: keep one", entry)
      }
      owners[name] = assignment
      return AssignedExercise(name: name, points: points)
    }
  }

  private mutating func exercise(_ entry: Node) -> (String, Double?)? {
    switch entry {
    case .scalar(let scalar) where !scalar.string.isEmpty: return (scalar.string, nil)
    case .mapping(let mapping) where mapping.count == 1:
      guard let (key, value) = mapping.first, let name = key.scalar?.string else { break }
      let points = value.scalar.flatMap { PlainNumber($0.string)?.value }
      if let points, points >= 0, points <= 1e6 { return (name, points) }
      add("what '\(name.prefix(60))' is worth must be a number from 0 to 1000000", value)
      return (name, nil)
    default: break
    }
    add("an exercise is a name, or a name with its points, as in { forget-gate: 4 }", entry)
    return nil
  }

  /// A rule of its own, which begins with another.
  mutating func lateRule(_ node: Node, _ rule: LateRule) -> LateRule {
    var rule = rule
    let keys = ["by", "per-day", "grace", "cap", "last-day"]
    guard let parts = mapping(node, "late", of: keys) else { return rule }
    if let node = parts["by"] {
      if let witness = node.scalar.flatMap({ LateRule.Witness(rawValue: $0.string) }) {
        rule.by = witness
      } else {
        add(
          "'by' is what tells that an answer is late: time, or lms for the system's own mark",
          node
        )
      }
    }
    if let share = parts["per-day"].flatMap({ share($0, "per-day") }) { rule.perDay = share }
    if let share = parts["cap"].flatMap({ share($0, "cap") }) { rule.cap = share }
    if let grace = parts["grace"].flatMap({ span($0, "grace") }) { rule.grace = grace }
    if let node = parts["last-day"] {
      if let day = node.scalar.flatMap({ Int($0.string) }), (0...10_000).contains(day) {
        rule.lastDay = day
      } else {
        add("'last-day' must be a number of days from 0 to 10000", node)
      }
    }
    return rule
  }

  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasPrefix("-")
      && text.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || 48...57 ~= byte
          || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || "-._".utf8.contains(byte)
      }
  }
}
