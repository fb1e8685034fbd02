/// The share of rows whose largest logit is at the label; masked rows do not count.
///
/// NaN if a row that counts has NaN in it, since it has no largest logit.
///
/// - Parameter logits: `[…, classes]`.
/// - Parameter mask: one 0 or 1 for every row, any shape.
public func accuracy<Scalar: TensorScalar>(
  logits: TensorOf<Scalar>,
  labels: [Int],
  mask: TensorOf<Scalar>? = nil,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  let predictions = logits.argmax(axis: -1, file: file, line: line)
  let share: Scalar = accuracy(
    predictions: predictions,
    labels: labels,
    mask: mask?.scalars,
    file: file,
    line: line
  )
  let classes = logits.shape.last ?? 1
  let isDecided = predictions.indices.allSatisfy { row in
    mask?.scalars[row] == 0 || !logits.scalars[row * classes + predictions[row]].isNaN
  }
  return isDecided ? share : .nan
}

/// The share of predictions that equal their label.
public func accuracy<Scalar: TensorScalar>(
  predictions: [Int],
  labels: [Int],
  mask: [Scalar]? = nil,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  guard predictions.count == labels.count, mask == nil || mask?.count == labels.count else {
    trap(
      .argument(
        operation: "accuracy",
        problem: "\(predictions.count) predictions and \(labels.count) labels were given",
        fix: "give one label (and one mask entry) for each prediction"
      ),
      file: file,
      line: line
    )
  }
  var right: Scalar = 0
  var total: Scalar = 0
  for index in labels.indices where (mask?[index] ?? 1) != 0 {
    total += 1
    if predictions[index] == labels[index] { right += 1 }
  }
  return total > 0 ? right / total : .nan
}

/// e^(cross-entropy in nats): the geometric mean of the inverse probabilities.
public func perplexity<Scalar: TensorScalar>(crossEntropy: Scalar) -> Scalar {
  Scalar.exp(crossEntropy)
}

/// Cross-entropy in bits: nats / ln 2.
public func bitsPerCharacter<Scalar: TensorScalar>(crossEntropy: Scalar) -> Scalar {
  crossEntropy / Scalar.log(2)
}

/// The mean of the squared differences.
public func meanSquaredError<Scalar: TensorScalar>(
  _ predictions: TensorOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  requireSameShape("meanSquaredError", predictions.shape, targets.shape, file: file, line: line)
  return (predictions - targets).squared().mean().item
}

/// The mean of the absolute differences.
public func meanAbsoluteError<Scalar: TensorScalar>(
  _ predictions: TensorOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  requireSameShape("meanAbsoluteError", predictions.shape, targets.shape, file: file, line: line)
  return (predictions - targets).abs().mean().item
}

/// R² = 1 − Σ(y − p)² / Σ(y − ȳ)²: the share of the variance that is explained, at most 1.
public func coefficientOfDetermination<Scalar: TensorScalar>(
  _ predictions: TensorOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  let error = meanSquaredError(predictions, targets, file: file, line: line)
  return 1 - error / targets.variance().item
}

/// How often each true class was taken for each class.
public struct ConfusionMatrix: Sendable, Equatable {
  /// `counts[true][predicted]`.
  public let counts: [[Int]]

  /// Counts labels against predictions; traps on a class outside `0 ..< classes`.
  public init(
    labels: [Int],
    predictions: [Int],
    classes: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    var counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    guard labels.count == predictions.count,
      (labels + predictions).allSatisfy({ $0 >= 0 && $0 < classes })
    else {
      trap(
        .argument(
          operation: "ConfusionMatrix",
          problem: "\(labels.count) labels and \(predictions.count) predictions do not fit",
          fix: "give one prediction for each label, all from 0 to \(classes - 1)"
        ),
        file: file,
        line: line
      )
    }
    for (label, prediction) in zip(labels, predictions) { counts[label][prediction] += 1 }
    self.counts = counts
  }

  /// The share that was right.
  public var accuracy: Double {
    let total = counts.joined().reduce(0, +)
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    return total > 0 ? Double(right) / Double(total) : .nan
  }

  /// Of the examples of a class, the share that was found.
  public func recall(_ label: Int) -> Double {
    let total = counts[label].reduce(0, +)
    return total > 0 ? Double(counts[label][label]) / Double(total) : .nan
  }

  /// Of the predictions of a class, the share that was right.
  public func precision(_ label: Int) -> Double {
    let total = counts.reduce(0) { $0 + $1[label] }
    return total > 0 ? Double(counts[label][label]) / Double(total) : .nan
  }
}

/// The curve of true against false alarms as the threshold falls.
public struct ReceiverOperatingCharacteristic: Sendable, Equatable {
  /// The thresholds, falling; a score at or above one is an alarm.
  public let thresholds: [Double]
  /// The share of non-events that raise an alarm, by threshold.
  public let falseAlarmRates: [Double]
  /// The share of events that raise an alarm, by threshold.
  public let detectionRates: [Double]

  /// The curve of scores against what truly happened; NaN throughout if a score is NaN, which stands
  /// neither above nor below a threshold.
  public init<Scalar: TensorScalar>(scores: [Scalar], events: [Bool]) {
    guard !scores.contains(where: \.isNaN) else {
      (thresholds, falseAlarmRates) = ([.infinity, -.infinity], [.nan, .nan])
      detectionRates = falseAlarmRates
      return
    }
    let order = zip(scores, events).sorted { $0.0 > $1.0 }
    let positives = Double(events.count { $0 })
    let negatives = Double(events.count) - positives
    var (hits, alarms) = (0.0, 0.0)
    var points: [(Double, Double, Double)] = [(.infinity, 0, 0)]
    for (index, pair) in order.enumerated() {
      if pair.1 { hits += 1 } else { alarms += 1 }
      // Equal scores cross the threshold together.
      if index + 1 < order.count, order[index + 1].0 == pair.0 { continue }
      points.append((Double(pair.0), alarms / max(1, negatives), hits / max(1, positives)))
    }
    thresholds = points.map(\.0)
    falseAlarmRates = points.map(\.1)
    detectionRates = points.map(\.2)
  }

  /// The area under the curve: the chance that an event scores above a non-event.
  public var area: Double {
    zip(falseAlarmRates.indices, falseAlarmRates.indices.dropFirst()).reduce(0) { sum, pair in
      let width = falseAlarmRates[pair.1] - falseAlarmRates[pair.0]
      return sum + width * (detectionRates[pair.0] + detectionRates[pair.1]) / 2
    }
  }

  /// The lowest threshold whose false-alarm rate is at most `rate`.
  public func threshold(falseAlarmRate rate: Double) -> Double {
    falseAlarmRates.lastIndex { $0 <= rate }.map { thresholds[$0] } ?? .infinity
  }
}
