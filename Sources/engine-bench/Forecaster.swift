import TeachingEngine

/// A recurrent layer and a readout of its last output: the model of the reference files.
struct Forecaster<Layer: SequenceLayer>: Model {
  typealias Scalar = Layer.Scalar

  let recurrent: Layer
  let head: DenseOf<Scalar>

  /// `[batch, time, features]` → `[batch, outputs]`.
  func callAsFunction(_ input: TensorOf<Scalar>) -> VariableOf<Scalar> {
    let outputs = recurrent(input).outputs
    return head(outputs.select(axis: 1, index: outputs.shape[1] - 1))
  }

  /// Under the names of the reference files: the layer's own, and `head.` for the readout's.
  var parameters: [NamedParameter<Scalar>] {
    recurrent.parameters + head.parameters.map { $0.prefixed("head") }
  }
}
