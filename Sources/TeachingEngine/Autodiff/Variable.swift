/// A tensor that remembers how it was made, so that `backward()` can compute gradients.
///
/// A leaf is made from a tensor (`Variable(t)`); every operation on variables makes a new one that
/// holds its inputs and the rule for their gradients: these references are the tape. A variable is
/// a plain object, to be used from one task at a time.
public final class VariableOf<Scalar: TensorScalar> {
  /// The numbers; only a leaf may be given new ones.
  public var value: TensorOf<Scalar> {
    get { storedValue }
    set { setValue(newValue) }
  }
  var storedValue: TensorOf<Scalar>

  /// Whether gradients flow into this variable.
  public let requiresGradient: Bool
  /// The operation that made it, or "leaf" or "constant".
  public let operation: String
  /// A name for drawings and traces, if one was given.
  public internal(set) var name: String?
  /// What the tracer should know about it; `nil` except for states and gates of cells.
  var mark: StepMark?

  /// ∂L/∂(this), or `nil` while nothing has arrived.
  public internal(set) var gradientIfAny: TensorOf<Scalar>?
  /// What it was computed from.
  public private(set) var inputs: [VariableOf]
  /// The rule for the inputs' gradients; `nil` for a leaf, and after the tape has been used.
  var rule: GradientRule<Scalar>?
  var retainsGradient: Bool
  /// How many uses of this variable the backward pass still waits for.
  var pendingUses = 0
  var isReached = false
  /// The sum of the contributions of the uses seen so far.
  var arrivingGradient: TensorOf<Scalar>?

  /// A leaf that receives gradients.
  public convenience init(_ value: TensorOf<Scalar>) {
    self.init(leaf: value, requiresGradient: true)
  }

  /// A leaf of one number.
  public convenience init(_ scalar: Scalar) {
    self.init(leaf: TensorOf(scalar), requiresGradient: true)
  }

  /// A leaf that receives no gradient, such as data.
  public convenience init(constant value: TensorOf<Scalar>) {
    self.init(leaf: value, requiresGradient: false)
  }

  private init(leaf value: TensorOf<Scalar>, requiresGradient: Bool) {
    storedValue = value
    self.requiresGradient = requiresGradient
    operation = requiresGradient ? "leaf" : "constant"
    inputs = []
    retainsGradient = requiresGradient
  }

  /// The result of an operation with one rule for all inputs; how a new operation is added.
  ///
  /// - Parameter rule: from ∂L/∂(this), the gradients of the inputs in their order; `nil` for
  ///   one that needs none. It is not called if no input requires a gradient.
  public init(
    operation: String,
    inputs: [VariableOf],
    value: TensorOf<Scalar>,
    rule: @escaping GradientRule<Scalar>
  ) {
    let records = Recording.isOn && inputs.contains { $0.requiresGradient }
    storedValue = value
    self.operation = operation
    requiresGradient = records
    self.inputs = records ? inputs : []
    self.rule = records ? rule : nil
    retainsGradient = false
  }

  deinit {
    // A long tape must not be released recursively: that would overflow the stack.
    guard !inputs.isEmpty else { return }
    var released = inputs
    inputs = []
    rule = nil
    while var node = released.popLast() {
      guard isKnownUniquelyReferenced(&node) else { continue }
      released.append(contentsOf: node.inputs)
      node.inputs = []
      node.rule = nil
    }
  }

  /// Whether it was not computed from other variables.
  public var isLeaf: Bool { inputs.isEmpty }
  /// The length of each axis.
  public var shape: [Int] { storedValue.shape }
  /// The number of axes.
  public var rank: Int { storedValue.rank }
  /// The number of elements.
  public var count: Int { storedValue.count }
  /// The one number of a variable that holds exactly one; traps otherwise.
  public var item: Scalar { storedValue.item }

  /// ∂L/∂(this) after `backward()`; traps if none has arrived.
  public var gradient: TensorOf<Scalar> {
    guard let gradientIfAny else {
      trap(
        .argument(
          operation: "gradient",
          problem: "no gradient has arrived at \(label) \(shape)",
          fix: isLeaf
            ? "call backward() on a loss that depends on it"
            : "call retainGradient() on an intermediate result before backward()"
        ),
        file: #fileID,
        line: #line
      )
    }
    return gradientIfAny
  }

  /// The name if it has one, otherwise the operation.
  public var label: String { name ?? operation }

  /// Gives it a name for drawings and traces, and returns it.
  @discardableResult
  public func named(_ name: String) -> VariableOf {
    self.name = name
    return self
  }

  /// Keeps the gradient of an intermediate result, and returns it.
  @discardableResult
  public func retainGradient() -> VariableOf {
    retainsGradient = true
    return self
  }

  /// The same numbers as a constant: no gradient flows past it.
  public func detached() -> VariableOf { VariableOf(constant: storedValue) }

  /// Forgets the gradient.
  public func zeroGradient() { gradientIfAny = nil }

  private func setValue(_ newValue: TensorOf<Scalar>) {
    guard isLeaf else {
      trap(
        .argument(
          operation: "value",
          problem: "\(label) is the result of an operation",
          fix: "only a leaf may be given a new value"
        ),
        file: #fileID,
        line: #line
      )
    }
    guard newValue.shape == shape else {
      trap(
        .shapes(
          operation: "value",
          shapes: [shape, newValue.shape],
          problem: "the shapes differ",
          fix: "a variable keeps its shape"
        ),
        file: #fileID,
        line: #line
      )
    }
    storedValue = newValue
  }

  /// Lets kernels read and write the numbers in place, without a copy if they are not shared.
  public func updateValue(_ body: (inout UnsafeMutableBufferPointer<Scalar>) -> Void) {
    storedValue.withUnsafeMutableBufferPointer(body)
  }
}

/// A variable of single precision, which a lesson uses throughout.
public typealias Variable = VariableOf<Float>

extension VariableOf: CustomStringConvertible {
  /// The value and where it came from.
  public var description: String { "\(storedValue) ← \(label)" }
}
