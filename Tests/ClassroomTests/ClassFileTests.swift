import Classroom
import Foundation
import LessonDocument
import Testing

/// What `class.yml` says, or what is wrong with it.
private func plan(_ yaml: String) throws -> ClassPlan {
  let folder = try ClassFolder()
  let file = try folder.file("class.yml", yaml)
  return try ClassFileReader.plan(
    at: file,
    exercises: ["one-step": 2, "forget-gate": 3, "why-clip": 3]
  )
}

private func mistakes(_ yaml: String) -> [String] {
  do {
    _ = try plan(yaml)
    return []
  } catch let errors as LessonErrors {
    return errors.mistakes.map { "\($0.location.line):\($0.location.column): \($0.message)" }
  } catch {
    return ["\(error)"]
  }
}

@Suite struct ClassFileTests {
  @Test("A class is read with its dates, rules, groups and extensions")
  func whole() throws {
    let plan = try plan(
      """
      time-zone: Europe/Berlin
      roster: people.csv
      late: { per-day: 10%, grace: 15 min, cap: 50%, last-day: 7 }
      assignments:
        - name: gates
          title: Gates by hand
          due: 2026-10-24 20:00
          exercises: [one-step, { forget-gate: 4.5 }]
          by-group: true
        - name: words
          exercises:
            - why-clip
          late: { by: lms, per-day: 0.25 }
      groups: { team-a: [007, 008] }
      extensions:
        - { student: 009, assignment: gates, until: 2026-10-31 20:00 }
      extra-time: { 010: 2 days }
      """
    )
    #expect(plan.timeZone.identifier == "Europe/Berlin" && plan.roster == "people.csv")
    #expect(plan.assignments.map(\.name) == ["gates", "words"])
    #expect(plan.assignments.map(\.title) == ["Gates by hand", "words"])
    #expect(
      plan.assignments[0].exercises == [
        AssignedExercise(name: "one-step"), AssignedExercise(name: "forget-gate", points: 4.5),
      ]
    )
    #expect(plan.assignments.map(\.isByGroup) == [true, false])
    #expect(plan.assignments[0].due == Date(timeIntervalSince1970: 1_792_864_800))
    #expect(plan.assignments[1].due == nil)
    #expect(plan.assignments.map(\.late.perDay) == [0.1, 0.25])
    #expect(plan.assignments.map(\.late.by) == [.time, .system])
    #expect(plan.assignments[1].late.cap == 0.5 && plan.assignments[1].late.lastDay == 7)
    #expect(plan.assignments[0].late.grace == TimeSpan(seconds: 900))
    // Ids stay what they are: 007 is no number.
    #expect(plan.groups == [StudentGroup(name: "team-a", students: ["007", "008"])])
    #expect(plan.extensions.map(\.student) == ["009"])
    #expect(plan.extraTime == ["010": TimeSpan(days: 2)])
  }

  @Test("An extension that gives no time is told at its place")
  func extensions() {
    let yaml = """
      time-zone: Europe/Berlin
      assignments:
        - { name: a, due: 2026-10-24 20:00, exercises: [one-step] }
        - { name: b, exercises: [forget-gate] }
      extensions:
        - { student: 007, assignment: a, until: 2026-10-23 20:00 }
        - { student: 008, assignment: a, until: 2026-10-24 20:00 }
        - { student: 009, assignment: a, until: 2026-10-24 20:01 }
        - { student: 007, assignment: b, until: 2026-10-31 20:00 }
      """
    let early =
      "'until' is not after the due date of 'a', 2026-10-24T20:00:00+02:00, so it extends nothing: write a later one"
    #expect(
      mistakes(yaml) == [
        "6:43: \(early)", "7:43: \(early)",
        "9:43: 'b' has no due date, so there is nothing to extend: take the entry out",
      ]
    )
  }

  @Test("What tells that an answer is late is the time or the system")
  func witness() {
    let yaml = "late: { by: clock }\nassignments:\n  - { name: a, exercises: [one-step] }\n"
    #expect(
      mistakes(yaml) == [
        "1:13: 'by' is what tells that an answer is late: time, or lms for the system's own mark"
      ]
    )
  }

  @Test("Every mistake is told at once, with its place")
  func all() {
    let found = mistakes(
      """
      time-zone: Europe/Berlni
      lte: { per-day: 10% }
      late: { per-day: 110%, grace: soon, cap: half, last-day: -1 }
      assignments:
        - name: gates
          due: 2026-10-32 20:00
          exercises: [one-stpe, { forget-gate: many }]
        - name: gates
          exercises: [forget-gate, forget-gate]
        - title: nothing
        - name: "../up"
          by-group: maybe
          exercises: one-step
      groups: { a: [1, 2], b: [2], c: x }
      extensions:
        - { student: 1, assignment: gtes }
      extra-time: { 1: long }
      """
    )
    #expect(
      found == [
        "1:12: there is no time zone 'Europe/Berlni': write one such as Europe/Berlin or UTC",
        "2:1: unknown key 'lte'; did you mean 'late'? The keys of class.yml are time-zone, roster, late, "
          + "assignments, groups, extensions, extra-time",
        "3:18: 'per-day' must be a share from 0% to 100%, as in 10%, not '110%'",
        "3:31: 'grace' must be a time such as 15 min, 36 hours or 2 days, not 'soon'",
        "3:42: 'cap' must be a share from 0% to 100%, as in 10%, not 'half'",
        "3:58: 'last-day' must be a number of days from 0 to 10000",
        "6:10: 'due' must be a moment that the clocks show, as in 2026-10-24 20:00, not '2026-10-32 20:00'",
        "7:17: no lesson has an exercise 'one-stpe': did you mean 'one-step'?",
        "7:42: what 'forget-gate' is worth must be a number from 0 to 1000000",
        "8:5: another assignment is called 'gates': rename one",
        "9:17: 'forget-gate' belongs to the assignment 'gates' already: keep one",
        "9:30: 'forget-gate' belongs to the assignment 'gates' already: keep one",
        "10:5: an assignment needs 'name'",
        "10:5: an assignment needs 'exercises'",
        "11:11: '../up' cannot name an assignment: use letters, digits, '-', '.' and '_'",
        "12:15: 'by-group' must be true or false",
        "13:16: 'exercises' is a list of names, as in [one-step, { forget-gate: 4 }]",
        "14:26: '2' is in the group 'a' already: keep one",
        "14:33: a group is a list of texts, as in [007, 008]",
        "16:5: an extension needs 'until'",
        "16:31: no assignment is called 'gtes': the assignments are gates, gates, ../up",
        "17:18: 'extra-time' must be a time such as 15 min, 36 hours or 2 days, not 'long'",
      ]
    )
  }

  @Test(
    "What is no class at all is told in one sentence",
    arguments: [
      ("", "1:1: class.yml says nothing: name its assignments, as `unroll help grade` shows"),
      ("- a", "1:1: class.yml is written 'key: value', with a space after the colon"),
      (
        "time-zone: UTC",
        "1:1: class.yml needs 'assignments', a list: each entry begins with '- name: '"
      ),
      ("roster: a\nroster: b", "2:1: 'roster' stands on line 1 already: keep one"),
      ("assignments: [", nil), ("a: \u{1B}", nil), (String(repeating: "[", count: 9000), nil),
      ("assignments: *x", nil),
    ]
  ) func none(yaml: String, sentence: String?) {
    let found = mistakes(yaml)
    #expect(found.count == 1)
    if let sentence { #expect(found == [sentence]) }
  }

  @Test("Lines that end as on Windows, and a byte order mark, change nothing")
  func windows() throws {
    let yaml = "\u{FEFF}assignments:\r\n  - name: gates\r\n    exercises: [one-step]\r\n"
    #expect(try plan(yaml).assignments.map(\.name) == ["gates"])
  }
}
