/// What the `//|` lines of a block say, option by option.
struct BlockHeader {
  /// The names of the options, as they are written.
  enum Key: String, CaseIterable {
    case label, eval, echo, output, include
    case figureCaption = "fig-cap"
    case figureAlternative = "fig-alt"
    case tableCaption = "tbl-cap"
    case timeout, expect
    case expectMessage = "expect-message"
    case tolerance, volatile, sweep, local, optimised
    case predict, choices, answer, explore
    case exercise, points, title, provides, forbid, starter, check, hidden, wrong
  }

  /// The options that hold for any block.
  var options = BlockOptions()
  /// What a prediction asks, what can be chosen, and what is right.
  var question: String?
  var choices: [Prediction.Choice] = []
  var answer: String?
  /// The numbers that a reader may move, as they are written, and where.
  var explored: (texts: [String], location: SourceLocation)?
  /// The block's own label.
  var label: String?
  /// The exercise whose answer it holds, which it verifies, or to which it is a wrong answer.
  var exercise: String?
  var check: String?
  var wrong: String?
  /// What the block says of its exercise.
  var title: String?
  var points: Double?
  var provides: [String] = []
  var forbids: [String] = []
  var starterFailure: ExpectedFailure?
  var isHidden = false
  /// Where each option's name stands.
  var locations: [Key: SourceLocation] = [:]

  /// Reads the options from their YAML.
  init(_ yaml: EmbeddedYAML, mistakes: inout MistakeList) {
    for entry in yaml.entries(mistakes: &mistakes) {
      guard let key = Key(rawValue: entry.name) else {
        mistakes.add(
          Suggestion.unknown(
            "option",
            entry.name,
            among: Key.allCases.map(\.rawValue),
            place: "of a block"
          ),
          at: entry.location
        )
        continue
      }
      locations[key] = entry.location
      apply(entry, as: key, mistakes: &mistakes)
    }
    checkCombinations(mistakes: &mistakes)
    checkPrediction(mistakes: &mistakes)
    checkExploration(mistakes: &mistakes)
    options.prediction = question.map {
      Prediction(question: $0, choices: choices, answer: answer)
    }
  }

  /// What the block is for.
  var role: BlockRole {
    if let exercise { return .exercise(exercise) }
    if let check { return .check(exercise: check, hidden: isHidden) }
    return wrong.map { .wrong(exercise: $0) } ?? .example
  }

  private mutating func apply(
    _ entry: YAMLEntry,
    as key: Key,
    mistakes: inout MistakeList
  ) {
    switch key {
    case .label:
      label = entry.free(entry.identifier(&mistakes), ReservedName.reason(of:), &mistakes)
    case .eval: options.evaluate = entry.boolean(&mistakes) ?? true
    case .echo: options.echo = entry.boolean(&mistakes) ?? true
    case .output: options.output = entry.boolean(&mistakes) ?? true
    case .include: options.include = entry.boolean(&mistakes) ?? true
    case .figureCaption: options.figureCaption = entry.text(&mistakes)
    case .tableCaption: options.tableCaption = entry.text(&mistakes)
    case .figureAlternative: options.figureAlternative = entry.text(&mistakes)
    case .timeout: options.timeout = entry.timeout(&mistakes)
    case .expect: options.expect = entry.choice(ExpectedFailure.self, &mistakes)
    case .expectMessage: options.expectMessage = entry.text(&mistakes)
    case .tolerance:
      options.tolerance = entry.number(.share, &mistakes) ?? options.tolerance
    case .volatile: options.volatile = entry.boolean(&mistakes) ?? false
    case .sweep: options.sweep = entry.boolean(&mistakes) ?? false
    case .local: options.local = entry.boolean(&mistakes) ?? false
    case .optimised: options.optimised = entry.boolean(&mistakes) ?? false
    case .predict: question = entry.text(&mistakes)
    case .choices: choices = (entry.texts(&mistakes) ?? []).map(Prediction.Choice.init(written:))
    case .answer: answer = entry.text(&mistakes)
    case .explore: explored = entry.texts(&mistakes).map { ($0, entry.valueLocation) }
    case .exercise:
      exercise = entry.free(entry.slug(&mistakes), ReservedName.reason(ofExercise:), &mistakes)
    case .check: check = entry.slug(&mistakes)
    case .wrong: wrong = entry.slug(&mistakes)
    case .title: title = entry.text(&mistakes)
    case .points:
      points = entry.number(.positive, &mistakes)
    case .provides: provides = entry.texts(&mistakes) ?? []
    case .forbid: forbids = entry.texts(&mistakes) ?? []
    case .starter: starterFailure = entry.choice(ExpectedFailure.self, &mistakes)
    case .hidden: isHidden = entry.boolean(&mistakes) ?? false
    }
  }
}

/// What may not stand together.
extension BlockHeader {
  private func checkCombinations(mistakes: inout MistakeList) {
    let roles = [Key.exercise, .check, .wrong].filter { locations[$0] != nil }
    for role in roles.dropFirst() {
      add(
        "a block is an exercise, a check or a wrong answer: take '\(roles[0].rawValue)' or "
          + "'\(role.rawValue)' out of it",
        role,
        &mistakes
      )
    }
    for key in [Key.points, .title, .provides, .forbid, .starter] {
      need([.exercise], for: key, "says something of an exercise", &mistakes)
    }
    need([.check], for: .hidden, "hides a check", &mistakes)
    need([.expect, .wrong], for: .expectMessage, "is the message of a failure", &mistakes)
    if locations[.wrong] != nil, locations[.expectMessage] == nil {
      add(
        "a wrong answer must earn a message: add '//| expect-message:' with what the check says of "
          + "it",
        .wrong,
        &mistakes
      )
    }
    guard !options.evaluate else { return }
    for key in [Key.expect, .exercise, .check, .wrong, .sweep] where locations[key] != nil {
      add(
        "'\(key.rawValue)' needs a block that runs: take out 'eval: false' or '\(key.rawValue)'",
        key,
        &mistakes
      )
    }
  }

  private func checkPrediction(mistakes: inout MistakeList) {
    for key in [Key.choices, .answer] {
      need([.predict], for: key, "belongs to a prediction", &mistakes)
    }
    guard locations[.predict] != nil else { return }
    if role != .example {
      add("a prediction needs a plain block: take 'predict' out of this one", .predict, &mistakes)
    }
    if !options.evaluate || !options.include || !options.output {
      add(
        "'predict' needs a block that shows what it gives: take out 'eval', 'include' or 'output'",
        .predict,
        &mistakes
      )
    }
    guard locations[.choices] != nil else { return }
    let texts = choices.map(\.text)
    if texts.count < 2 || texts.contains("") || Set(texts).count < texts.count {
      add(
        "'choices' needs two answers or more, each another, as in [\"0.5\", \"1 => message\"]",
        .choices,
        &mistakes
      )
    } else if let answer, !texts.contains(answer) {
      add(
        "'answer' must be one of the choices: \(texts.joined(separator: ", "))",
        .answer,
        &mistakes
      )
    } else if answer == nil {
      add("choices need the right one: add '//| answer:' with its text", .choices, &mistakes)
    }
  }

  private func checkExploration(mistakes: inout MistakeList) {
    guard locations[.explore] != nil else { return }
    if role != .example {
      add(
        "a reader moves numbers of plain blocks alone: take 'explore' out of this one",
        .explore,
        &mistakes
      )
    }
    let isShown = options.evaluate && options.include && !options.volatile
    if !isShown || options.sweep || options.expect != nil {
      add(
        "'explore' needs a block that runs each time and shows what it gives: take out 'eval', 'include', "
          + "'volatile', 'sweep' or 'expect'",
        .explore,
        &mistakes
      )
    }
  }

  private func need(
    _ others: [Key],
    for key: Key,
    _ meaning: String,
    _ mistakes: inout MistakeList
  ) {
    guard !others.contains(where: { locations[$0] != nil }) else { return }
    let names = others.map { "'//| \($0.rawValue):'" }
    add(
      "'\(key.rawValue)' \(meaning): add \(Suggestion.alternatives(names)) to the block, or take it "
        + "out",
      key,
      &mistakes
    )
  }

  private func add(_ message: String, _ key: Key, _ mistakes: inout MistakeList) {
    if let location = locations[key] { mistakes.add(message, at: location) }
  }
}
