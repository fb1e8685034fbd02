extension LessonDump {
  mutating func add(_ block: LessonBlock, depth: Int) {
    add(
      "block \(block.index) \(block.label) @\(block.fence.line):\(block.fence.column)"
        + Self.role(block.role),
      depth: depth
    )
    for option in Self.options(block.options) { add(option, depth: depth + 1) }
    for line in block.code {
      add(
        "\(line.location.line):\(line.location.column) \(line.text.debugDescription)",
        depth: depth + 1
      )
    }
  }

  mutating func add(_ exercise: Exercise) {
    add("exercise \(exercise.name): \(exercise.title.debugDescription)", depth: 1)
    add("points \(exercise.points)", depth: 2)
    if !exercise.provides.isEmpty { add("provides \(exercise.provides)", depth: 2) }
    if !exercise.forbids.isEmpty { add("forbids \(exercise.forbids)", depth: 2) }
    add("statement \(exercise.statement)", depth: 2)
    add("block \(exercise.block), checks \(exercise.checks)", depth: 2)
    add("wrong answers \(exercise.wrongAnswers), hints \(exercise.hintCount)", depth: 2)
  }

  private static func role(_ role: BlockRole) -> String {
    switch role {
    case .example: ""
    case .exercise(let name): " exercise \(name)"
    case .check(let name, let hidden): "\(hidden ? " hidden" : "") check of \(name)"
    case .wrong(let name): " wrong answer to \(name)"
    }
  }

  /// The options that differ from the usual.
  private static func options(_ options: BlockOptions) -> [String] {
    let usual = BlockOptions()
    var lines: [String] = []
    func add<Value: Equatable>(_ name: String, _ path: KeyPath<BlockOptions, Value>) {
      let value = options[keyPath: path]
      if value != usual[keyPath: path] { lines.append("\(name) \(value)") }
    }
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("\(name) \(value.debugDescription)") }
    }
    add("eval", \.evaluate)
    add("echo", \.echo)
    add("output", \.output)
    add("include", \.include)
    add("fig-cap", options.figureCaption)
    add("tbl-cap", options.tableCaption)
    add("fig-alt", options.figureAlternative)
    if let timeout = options.timeout { lines.append("timeout \(timeout)") }
    if let expect = options.expect { lines.append("expect \(expect.rawValue)") }
    add("expect-message", options.expectMessage)
    add("tolerance", \.tolerance)
    add("volatile", \.volatile)
    add("sweep", \.sweep)
    add("local", \.local)
    add("optimised", \.optimised)
    for constant in options.explored {
      lines.append(
        "explore \(constant.name) \(constant.values.joined(separator: " "))"
          + " from \(constant.values[constant.standard])"
      )
    }
    return lines
  }
}
