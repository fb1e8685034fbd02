import LessonDocument

/// Under which file name and lines a step's code is compiled.
///
/// A block is compiled as a file of its own, its first line as line 2, so that its object is the same
/// wherever the lesson's prose moves it. One that asks for its own line or file (`#line`) depends on where it
/// stands, and is compiled under the name and the lines that its author knows.
struct StepSource: Sendable {
  /// The file's name in messages and in debug information.
  let name: String
  /// The code at the lines at which it is compiled.
  let code: BlockCode
  /// The number of the step in its plan.
  let number: Int
  /// The true place of each line of code.
  private let lines: [CodeLine]

  /// - Parameter file: the file in which the code stands, as messages name it.
  init(_ code: BlockCode, index: Int, number: Int, file: String) {
    let isPlaced = code.text.contains("#")
    name = isPlaced ? file : "unroll-block-\(index)"
    self.code = isPlaced ? code : code.moved(to: 2)
    self.number = number
    lines = code.lines
  }

  /// The line of the code's first line in its program; nil if there is no code.
  var firstLine: Int? { code.lines.first?.location.line }

  /// The place in the step of a place in its program, or nil if it stands before the code.
  ///
  /// What the runner writes behind the code belongs to the last line.
  func place(_ location: SourceLocation) -> SourcePlace? {
    guard let first = firstLine, let last = code.lines.last?.location.line, location.line >= first
    else { return nil }
    let number = min(location.line, last)
    let line = code.lines.first { $0.location.line == number }
    return SourcePlace(
      file: .step(self.number),
      line: number - first + 2,
      column: max(1, location.column - (line?.location.column ?? 1) + 1)
    )
  }

  /// The place that stands for the whole block.
  var start: SourcePlace { SourcePlace(file: .step(number), line: 1, column: 1) }

  /// The true place of a place in the step.
  ///
  /// - Parameter start: that of the block as a whole.
  func truePlace(_ place: SourcePlace, start: SourceLocation) -> SourceLocation {
    guard place.line > 1, let first = lines.first?.location else {
      return SourceLocation(line: start.line, column: place.column)
    }
    let number = first.line + place.line - 2
    let line = lines.first { $0.location.line == number }
    return SourceLocation(line: number, column: place.column + (line?.location.column ?? 1) - 1)
  }
}

/// Takes places that compilers, checks and crashes name back to the steps of a plan.
struct ProgramPlaces: Sendable {
  private let sources: [String: [StepSource]]

  init(of steps: [PlannedStep]) {
    sources = Dictionary(grouping: steps.map(\.source), by: \.name)
  }

  /// The place in a step; nil if no step has it.
  ///
  /// - Parameter file: the file's name or path as a program names it.
  func place(file: String, line: Int, column: Int = 1) -> SourcePlace? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    // Blocks that ask for their lines have one name, and follow each other in it.
    let source = sources[name]?.last { ($0.firstLine ?? .max) <= line }
    return source?.place(SourceLocation(line: line, column: column))
  }
}

extension ExecutionPlan {
  /// A place of a step where it stands in the lesson, or in the file of its code.
  func located(_ place: SourcePlace) -> SourcePlace {
    guard case .step(let number) = place.file, steps.indices.contains(number) else { return place }
    let step = steps[number]
    return SourcePlace(step.source.truePlace(place, start: step.start), in: step.file)
  }

  /// A place that a step names, or nil if it is not for it to name: it speaks of its own code and of code
  /// before it, which it can call, and of none that students do not see.
  func admitted(_ place: SourcePlace?, ofStep number: Int) -> SourcePlace? {
    guard case .step(let named)? = place?.file else { return nil }
    return named <= number && (named == number || !steps[named].isHidden) ? place : nil
  }

  /// The result of a block of the lesson where it stands now.
  func located(_ result: BlockResult, of index: Int) -> BlockResult {
    var result = result
    result.diagnostics = result.diagnostics.map { $0.moved(located) }
    result.diagnostics += sweeps.notes(on: result.diagnostics, ofBlock: index)
    return result
  }

  /// An expression's result where the blocks that it names stand now.
  func located(_ result: InlineResult) -> InlineResult {
    var result = result
    result.cause = result.cause?.moved(located)
    return result
  }

  /// An event with its places where they stand now.
  func located(_ event: BlockEvent) -> BlockEvent {
    switch event {
    case .finished(let index, let result):
      .finished(index: index, result: located(result, of: index))
    case .evaluated(let index, let result): .evaluated(index: index, result: located(result))
    case .draft(let event): .draft(located(event))
    case .started, .printed: event
    }
  }
}
