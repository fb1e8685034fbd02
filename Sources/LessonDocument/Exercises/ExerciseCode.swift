/// The two forms of an exercise's code, made from its block.
///
/// Both have a line for each line of the block, with its location, so that what the compiler says of either
/// points into the lesson; what a form leaves out is an empty line.
public struct ExerciseCode: Equatable, Sendable {
  /// The line that stands for an answer if the author wrote no starter.
  public static let stub = #"fatalError("your code here")"#

  /// The code with the answer, without the starter.
  public var solution: [CodeLine]
  /// The code with the starter, or the stub, in place of the answer.
  public var starter: [CodeLine]
  /// The starter as a student gets it: without the lines that the answer took.
  public var starterLines: [CodeLine]

  /// Makes the two forms of a block's code.
  ///
  /// - Parameter code: the code of a block with its markers, as ``LessonBlock/code`` holds it; code without
  ///   markers is both its solution and its starter.
  public init(_ code: [CodeLine]) {
    let regions = ExerciseRegion.regions(in: code).regions
    solution = code
    starter = code
    starterLines = []
    var dropped: Set<Int> = []
    for region in regions {
      let hidden = region.part == .solution ? \Self.starter : \Self.solution
      for line in region.lines { self[keyPath: hidden][line].text = "" }
      for line in [region.lines.lowerBound, region.lines.upperBound] {
        solution[line].text = ""
        starter[line].text = ""
      }
      dropped.formUnion(
        region.part == .solution
          ? Set(region.lines) : [region.lines.lowerBound, region.lines.upperBound]
      )
    }
    for region in Self.solutionsWithoutStarter(regions) {
      let first = region.lines.lowerBound
      starter[first].text = code[first].text.prefix { $0.isWhitespace } + Self.stub
      dropped.remove(first)
    }
    starterLines = starter.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// The text of the starter as a student gets it.
  public var starterText: String { starterLines.map { $0.text + "\n" }.joined() }

  /// The answers beside which, before or after, stands no starter.
  private static func solutionsWithoutStarter(_ regions: [ExerciseRegion]) -> [ExerciseRegion] {
    var unpaired: [ExerciseRegion] = []
    for region in regions {
      if let last = unpaired.last, last.part != region.part {
        unpaired.removeLast()
      } else {
        unpaired.append(region)
      }
    }
    return unpaired.filter { $0.part == .solution }
  }
}
