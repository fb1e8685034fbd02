public import TeachingEngine

/// What a recurrent computation gave: for each time step its parts in the order of their computation,
/// such as gates and states, each a tensor.
public struct StepTrace: Sendable {
  struct Part: Sendable {
    var name: String
    var values: TensorOf<Double>
  }

  /// The time steps, in order.
  private(set) var steps: [[Part]] = []

  /// A trace of no steps yet.
  public init() {}

  /// A trace of steps whose parts are given by name, in the order of their computation.
  public init<Scalar: TensorScalar & BinaryFloatingPoint>(
    steps: [KeyValuePairs<String, TensorOf<Scalar>>]
  ) {
    for step in steps {
      beginStep()
      for (name, values) in step { record(name, values) }
    }
  }

  /// A trace of one part a step, such as the hidden states.
  public init<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ name: String,
    _ steps: [TensorOf<Scalar>]
  ) {
    self.init(steps: steps.map { [name: $0] })
  }

  /// The same of variables.
  public init<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ name: String,
    _ steps: [VariableOf<Scalar>]
  ) {
    self.init(name, steps.map(\.value))
  }

  /// Begins the next time step.
  public mutating func beginStep() { steps.append([]) }

  /// Adds a part of the time step that has begun, such as a gate.
  public mutating func record<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ name: String,
    _ values: TensorOf<Scalar>
  ) {
    if steps.isEmpty { beginStep() }
    let numbers = TensorOf<Double>(shape: values.shape, scalars: values.scalars.map { Double($0) })
    steps[steps.count - 1].append(Part(name: name, values: numbers))
  }

  /// Adds a part of the time step that has begun.
  public mutating func record<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ name: String,
    _ values: VariableOf<Scalar>
  ) {
    record(name, values.value)
  }

  /// Adds a single number.
  public mutating func record(_ name: String, _ value: Double) {
    record(name, TensorOf<Double>(value))
  }
}

/// States that a computation goes as a reference does, step by step and part by part.
///
/// The message names the first time step, the first part in it (a gate, a state) and the first index at
/// which they differ, with both values: what comes later follows from it. Steps count from 1.
///
/// - Parameter lookAt: what to look at if a part is the first to differ, by its name.
public func check(
  _ title: String,
  _ trace: StepTrace,
  follows reference: StepTrace,
  tolerance: Double = 1e-5,
  lookAt: KeyValuePairs<String, String> = [:],
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let divergence = trace.divergence(from: reference, tolerance)
  report(
    title,
    message: divergence?.message,
    lookAt: lookAt.first { $0.key == divergence?.part }?.value ?? "",
    points: points,
    file: file,
    line: line
  )
}

extension StepTrace {
  /// The first place where this trace leaves a reference.
  struct Divergence {
    var message: String
    var part: String?
  }

  func divergence(from reference: StepTrace, _ tolerance: Double) -> Divergence? {
    for (index, expected) in reference.steps.enumerated() {
      let place = "time step \(index + 1)"
      guard index < steps.count else { break }
      for part in expected {
        guard let own = steps[index].first(where: { $0.name == part.name }) else {
          return Divergence(message: "\(place) has no \(part.name)", part: part.name)
        }
        guard let message = difference(between: own.values, and: part.values, tolerance) else {
          continue
        }
        return Divergence(
          message:
            "first differs at \(place), \(part.name): \(message)\(agreement(index, part.name))",
          part: part.name
        )
      }
    }
    guard steps.count != reference.steps.count else { return nil }
    let common = min(steps.count, reference.steps.count)
    return Divergence(
      message: """
        expected \(reference.steps.count) time steps, received \(steps.count)\
        \(common == 0 ? "" : "; those that both have agree")
        """
    )
  }

  /// What agreed before, which tells where not to look.
  private func agreement(_ step: Int, _ part: String) -> String {
    let before = steps[step].prefix { $0.name != part }.map(\.name)
    let parts = before.isEmpty ? "" : "\(before.joined(separator: ", ")) of this step"
    let earlier = step == 0 ? "" : step == 1 ? "step 1" : "steps 1 to \(step)"
    let agreed = [earlier, parts].filter { !$0.isEmpty }.joined(separator: ", and ")
    return agreed.isEmpty ? "" : "; before it all agree: \(agreed)"
  }
}
