/// Mean squared error over all elements.
///
///     L = Σ (p − t)² / n        ∂L/∂p = 2 (p − t) / n
///
/// Traps if the shapes differ: silently broadcasting `[n]` against `[n, 1]` is a classic mistake.
public func meanSquaredError<Scalar: TensorScalar>(
  _ predictions: VariableOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  requireSameShape("meanSquaredError", predictions.shape, targets.shape, file: file, line: line)
  return (predictions - targets).squared().mean()
}

/// Mean squared error over the elements whose mask is 1; the others may hold anything.
public func meanSquaredError<Scalar: TensorScalar>(
  _ predictions: VariableOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  mask: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  requireSameShape("meanSquaredError", predictions.shape, targets.shape, file: file, line: line)
  requireSameShape("meanSquaredError mask", targets.shape, mask.shape, file: file, line: line)
  let squares = (predictions - targets).masked(by: mask.nonZero).squared()
  return (squares * mask).sum() / Scalar.maximum(1, mask.sum().item)
}

/// Cross-entropy of integer classes, from logits, averaged over the rows that count.
///
///     L = −Σ q_k ln softmax(x)_k        ∂L/∂x = (softmax(x) − q) / n
///
/// q is one at the label; with label smoothing s it is 1 − s there plus s/K everywhere.
/// Fused from logits, so that it is exact where softmax underflows and where it rounds to 1. Rows that
/// do not count may hold anything.
///
/// - Parameter logits: `[…, classes]`.
/// - Parameter labels: one for every row, in row-major order.
/// - Parameter mask: one 0 or 1 for every row, any shape; averaged over the ones.
/// - Source: Szegedy et al. (2016), section 7, for label smoothing.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func crossEntropy<Scalar: TensorScalar>(
  logits: VariableOf<Scalar>,
  labels: [Int],
  mask: TensorOf<Scalar>? = nil,
  labelSmoothing: Scalar = 0,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  let classes = logits.shape.last ?? 0
  let rows = classes > 0 ? logits.count / classes : 0
  guard labels.count == rows, mask == nil || mask?.count == rows else {
    trap(
      .argument(
        operation: "crossEntropy",
        problem: "logits \(logits.shape) have \(rows) rows, but "
          + "\(labels.count) labels" + (mask.map { " and a mask of \($0.count)" } ?? "")
          + " were given",
        fix: "give one label (and one mask entry) for each row"
      ),
      file: file,
      line: line
    )
  }
  if let (row, label) = labels.enumerated().first(where: { row, label in
    (label < 0 || label >= classes) && (mask?.scalars[row] ?? 1) != 0
  }) {
    trap(
      .argument(
        operation: "crossEntropy",
        problem: "label \(label) at row \(row) is not a class",
        fix: "labels run from 0 to \(classes - 1); mask out rows that are padding"
      ),
      file: file,
      line: line
    )
  }
  let weights = mask.map(\.scalars) ?? Array(repeating: 1, count: rows)
  let total = Scalar.maximum(1, weights.reduce(0, +))
  let x = logits.value.reshaped([rows, classes])
  let logProbabilities = x.logSoftmax()
  var target = TensorOf<Scalar>.full([rows, classes], labelSmoothing / Scalar(max(1, classes)))
  for (row, label) in labels.enumerated() {
    if weights[row] == 0 {
      for k in 0..<classes { target.scalars[row * classes + k] = 0 }
    } else {
      target.scalars[row * classes + label] += 1 - labelSmoothing
    }
  }
  let scale = TensorOf<Scalar>(uncheckedShape: [rows, 1], weights.map { $0 / total })
  var loss: Scalar = 0
  for index in 0..<(rows * classes) where target.scalars[index] != 0 {
    loss -= target.scalars[index] * logProbabilities.scalars[index] * scale.scalars[index / classes]
  }
  let shape = logits.shape
  return VariableOf(operation: "crossEntropy", inputs: [logits], value: TensorOf(loss)) {
    gradient,
    _ in
    // Beside the label p − q is a small difference of numbers near 1, which eˣ − 1 gets right.
    let difference = logProbabilities.map2(target) { x, q in
      q > 0.5 ? Scalar.expm1(x) + (1 - q) : Scalar.exp(x) - q
    }
    return [(difference.masked(by: scale) * gradient.item).reshaped(shape)]
  }
}

func requireSameShape(
  _ operation: String,
  _ a: [Int],
  _ b: [Int],
  file: StaticString,
  line: UInt
) {
  guard a == b else {
    trap(
      .shapes(
        operation: operation,
        shapes: [a, b],
        problem: "the shapes differ",
        fix: "bring both to one shape, for example with reshaped(\(a))"
      ),
      file: file,
      line: line
    )
  }
}
