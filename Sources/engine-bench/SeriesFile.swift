import Foundation
import TeachingEngine

/// The series that all reference files were trained on.
struct SeriesFile {
  let values: [Double]

  /// Reads column `signal_scaled`.
  init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw BenchError.file(path, problem: "it cannot be read")
    }
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let column = lines.first?.firstIndex(of: "signal_scaled") else {
      throw BenchError.file(path, problem: "it has no column signal_scaled")
    }
    values = try lines.dropFirst().enumerated().map { index, fields in
      guard column < fields.count, let value = Double(fields[column]) else {
        throw BenchError.file(path, problem: "line \(index + 2) has no number in signal_scaled")
      }
      return value
    }
  }

  /// The pairs of windows and the values that follow them: `[count, window, 1]` and `[count, 1]`.
  func pairs<Scalar: TensorScalar>(
    window: Int,
    count: Int,
    path: String,
    as _: Scalar.Type
  ) throws -> (inputs: TensorOf<Scalar>, targets: TensorOf<Scalar>) {
    guard window + count <= values.count else {
      throw BenchError.file(
        path,
        problem: "\(values.count) values give no \(count) windows of \(window)"
      )
    }
    let inputs = (0..<count).flatMap { start in
      values[start..<start + window].map { Scalar($0) }
    }
    return (
      TensorOf(shape: [count, window, 1], scalars: inputs),
      TensorOf(
        shape: [count, 1],
        scalars: (0..<count).map { Scalar(values[$0 + window]) }
      )
    )
  }
}
