/// Layers one after another: a feed-forward network.
///
/// Parameters are named as in PyTorch's `nn.Sequential`, by position: `0.weight`, `2.bias`, …
public struct SequentialOf<Scalar: TensorScalar>: Layer {
  /// The layers, the first one first.
  public let layers: [any Layer<Scalar>]

  /// A network of the given layers.
  public init(_ layers: any Layer<Scalar>...) { self.layers = layers }

  /// The output of the last layer.
  public func forward(
    _ x: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    layers.reduce(x) { $1.forward($0, file: file, line: line) }
  }

  /// Every layer's parameters under its position.
  public var parameters: [NamedParameter<Scalar>] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.prefixed("\(index)") }
    }
  }
}

/// A feed-forward network of single precision.
public typealias Sequential = SequentialOf<Float>

/// A function without parameters as a layer.
public struct ActivationOf<Scalar: TensorScalar>: Layer {
  /// Which function.
  public enum Function: String, Sendable, CaseIterable {
    /// The hyperbolic tangent.
    case tanh
    /// max(0, x).
    case relu
    /// The logistic function.
    case sigmoid
  }

  /// The function applied.
  public let function: Function

  /// A layer that applies a function element by element.
  public init(_ function: Function) { self.function = function }

  /// The function of every element.
  public func forward(
    _ x: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    switch function {
    case .tanh: x.tanh()
    case .relu: x.relu()
    case .sigmoid: x.sigmoid()
    }
  }

  /// None.
  public var parameters: [NamedParameter<Scalar>] { [] }
}

/// An activation of single precision.
public typealias Activation = ActivationOf<Float>
