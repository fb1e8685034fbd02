/// Puts exercises together from the blocks and hints that belong to them, and checks that all fit.
struct ExerciseCollector {
  let drafts: [DraftBlock]
  let hints: [(exercise: String, location: SourceLocation)]
  let elements: [Element]
  let expressions: [InlineExpression]
  let edition: LessonReader.Edition

  /// The exercises in the order of their blocks.
  func exercises(mistakes: inout MistakeList) -> [Exercise] {
    var exercises: [Exercise] = []
    let places = places
    let counts = hints.reduce(into: [:]) { counts, hint in
      counts[hint.exercise, default: 0] += 1
    }
    for draft in drafts {
      guard case .exercise(let name) = draft.block.role else { continue }
      checkMarkers(of: draft, name: name, mistakes: &mistakes)
      if let first = exercises.first(where: { $0.name == name }) {
        mistakes.add(
          "the exercise '\(name)' stands on line \(drafts[first.block].block.fence.line) already: "
            + "give this one another name",
          at: draft.header.locations[.exercise] ?? draft.block.fence
        )
      } else {
        var exercise = exercise(name, draft: draft, at: places[draft.block.index])
        exercise.hintCount = counts[name] ?? 0
        exercises.append(exercise)
      }
    }
    for draft in drafts { checkReference(of: draft, to: exercises, mistakes: &mistakes) }
    let names = Set(exercises.map(\.name))
    for hint in hints where !names.contains(hint.exercise) {
      guard !hint.exercise.isEmpty else { continue }
      mistakes.add(unknown(hint.exercise, among: exercises), at: hint.location)
    }
    return exercises
  }

  /// Where the element at the top stands that holds a block, and where the nearest heading above it does.
  private typealias Place = (element: Int, heading: Int?)

  /// The places of all blocks, by their indices.
  private var places: [Int: Place] {
    var places: [Int: Place] = [:]
    var heading: Int?
    for (position, element) in elements.enumerated() {
      for block in element.blockIndices { places[block] = (position, heading) }
      if element.isHeading { heading = position }
    }
    return places
  }

  private func exercise(_ name: String, draft: DraftBlock, at place: Place?) -> Exercise {
    let index = draft.block.index
    let (position, heading) = place ?? (elements.count, nil)
    var title = draft.header.title ?? name
    if draft.header.title == nil, let heading,
      case .heading(_, let content, _, _) = elements[heading]
    {
      title = content.map { $0.plainText(in: expressions) }.joined()
    }
    return Exercise(
      name: name,
      title: title,
      points: draft.header.points ?? 1,
      provides: draft.header.provides,
      forbids: draft.header.forbids,
      starterFailure: draft.header.starterFailure,
      statement: (heading.map { $0 + 1 } ?? 0)..<position,
      block: index,
      checks: indices { $0.check == name },
      wrongAnswers: indices { $0.wrong == name },
      hintCount: 0
    )
  }

  private func indices(where belongs: (BlockHeader) -> Bool) -> [Int] {
    drafts.indices.filter {
      if case .exercise = drafts[$0].block.role { return false }
      return belongs(drafts[$0].header)
    }
  }

  private func checkMarkers(
    of draft: DraftBlock,
    name: String,
    mistakes: inout MistakeList
  ) {
    let (regions, faults) = ExerciseRegion.regions(in: draft.block.code)
    for fault in faults { mistakes.add(fault.message, at: fault.location) }
    guard faults.isEmpty, edition == .instructor else { return }
    if !regions.contains(where: { $0.part == .solution }) {
      mistakes.add(
        "the exercise '\(name)' holds no solution: put it between '// BEGIN SOLUTION' and "
          + "'// END SOLUTION'",
        at: draft.block.fence
      )
    }
  }

  private func checkReference(
    of draft: DraftBlock,
    to exercises: [Exercise],
    mistakes: inout MistakeList
  ) {
    let key: BlockHeader.Key
    switch draft.block.role {
    case .check: key = .check
    case .wrong: key = .wrong
    case .example, .exercise: return
    }
    guard let name = draft.block.role.exercise else { return }
    let location = draft.header.locations[key] ?? draft.block.fence
    guard let exercise = exercises.first(where: { $0.name == name }) else {
      mistakes.add(unknown(name, among: exercises), at: location)
      return
    }
    if draft.block.index < exercise.block {
      mistakes.add(
        "this block stands above its exercise '\(name)', which begins on line "
          + "\(drafts[exercise.block].block.fence.line): move it below",
        at: location
      )
    }
  }

  private func unknown(_ name: String, among exercises: [Exercise]) -> String {
    exercises.isEmpty
      ? "there is no exercise '\(name)': the lesson has none"
      : Suggestion.unknown(
        "exercise",
        name,
        among: exercises.map(\.name),
        place: "of the lesson"
      )
  }
}

extension Element {
  /// The anchor of a heading.
  var anchor: String? {
    if case .heading(_, _, let anchor, _) = self { anchor } else { nil }
  }

  /// Whether it is a heading.
  var isHeading: Bool {
    if case .heading = self { true } else { false }
  }
}
