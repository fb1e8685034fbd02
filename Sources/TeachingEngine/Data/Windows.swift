/// Examples made from a series: what is seen and what is asked.
public struct WindowedSeries<Scalar: TensorScalar>: Sendable, Equatable {
  /// The windows, `[count, length, 1]`, ready for a recurrent layer; rows overlap as in a Hankel
  /// matrix: element t of window i is element i + t of the series.
  public let inputs: TensorOf<Scalar>
  /// The values `horizon` steps after each window's end, `[count, 1]`.
  public let targets: TensorOf<Scalar>
  /// The position of each target in the series.
  public let targetPositions: [Int]
}

/// Cuts a series into windows and the value that follows each.
///
/// - Parameter length: how many values a window holds.
/// - Parameter horizon: how many steps after the window's last value the target lies; 1 is the next.
public func windows<Scalar: TensorScalar>(
  over series: [Scalar],
  length: Int,
  horizon: Int = 1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> WindowedSeries<Scalar> {
  let count = series.count - length - horizon + 1
  guard length > 0, horizon > 0, count > 0 else {
    trap(
      .argument(
        operation: "windows",
        problem: "\(series.count) values hold no window of \(length) with a target \(horizon) on",
        fix: "give at least \(length + horizon) values, and a positive length and horizon"
      ),
      file: file,
      line: line
    )
  }
  let positions = (0..<count).map { $0 + length + horizon - 1 }
  return WindowedSeries(
    inputs: TensorOf(
      uncheckedShape: [count, length, 1],
      (0..<count).flatMap { series[$0..<($0 + length)] }
    ),
    targets: TensorOf(uncheckedShape: [count, 1], positions.map { series[$0] }),
    targetPositions: positions
  )
}

/// A series cut in time: the past trains, the middle validates, the end tests.
public struct ChronologicalSplit: Sendable, Equatable {
  /// Positions to learn from.
  public let training: Range<Int>
  /// Positions to choose by; may be empty.
  public let validation: Range<Int>
  /// Positions to report.
  public let test: Range<Int>

  /// Cuts `count` positions by fractions; nothing later than the cut is ever in an earlier part.
  public init(
    count: Int,
    training: Double,
    validation: Double = 0,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard training > 0, validation >= 0, training + validation < 1 else {
      trap(
        .argument(
          operation: "ChronologicalSplit",
          problem: "fractions \(training) and \(validation) leave nothing to test",
          fix: "give positive fractions with a sum below 1"
        ),
        file: file,
        line: line
      )
    }
    let first = Int(Double(count) * training)
    let second = Int(Double(count) * (training + validation))
    self.training = 0..<first
    self.validation = first..<second
    test = second..<count
  }
}

/// Windows for every part of a split, none of which leaks.
///
/// A window belongs to the part its target lies in. A training window with its target lies wholly
/// in the training part; a test window may look back over the cut, since at that time the past is
/// known, but no test target is ever seen in training.
public func windows<Scalar: TensorScalar>(
  over series: [Scalar],
  length: Int,
  horizon: Int = 1,
  split: ChronologicalSplit,
  file: StaticString = #fileID,
  line: UInt = #line
) -> (
  training: WindowedSeries<Scalar>, validation: WindowedSeries<Scalar>, test: WindowedSeries<Scalar>
) {
  let all = windows(over: series, length: length, horizon: horizon, file: file, line: line)
  func part(_ range: Range<Int>) -> WindowedSeries<Scalar> {
    let rows = all.targetPositions.indices.filter { range.contains(all.targetPositions[$0]) }
    return WindowedSeries(
      inputs: all.inputs.gathered(rows: rows),
      targets: all.targets.gathered(rows: rows),
      targetPositions: rows.map { all.targetPositions[$0] }
    )
  }
  return (part(split.training), part(split.validation), part(split.test))
}
