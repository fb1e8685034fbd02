/// Finds where NaN or infinity appeared first on a tape.
///
/// A value counts before any gradient. The first value is one whose own inputs are all finite; of
/// several the one at the earliest time step. The first gradient is what an operation passed on
/// although the gradient it received was finite.
struct NonFiniteSearch<Scalar: TensorScalar> {
  private let loss: VariableOf<Scalar>
  private let noted: NonFiniteVariables
  private let parameters: [NamedParameter<Scalar>]
  private let places: StepPlaces<Scalar>

  /// A search of the tape below a loss.
  ///
  /// - Parameter noted: what a trace saw of gradients; without one only values are searched.
  init(
    below loss: VariableOf<Scalar>,
    parameters: [NamedParameter<Scalar>],
    noted: NonFiniteVariables = NonFiniteVariables()
  ) {
    self.loss = loss
    self.noted = noted
    self.parameters = parameters
    places = StepPlaces(below: loss, parameters: parameters)
  }

  /// The first value or else the first gradient that is not finite; `nil` if there is none.
  func finding(pass: Int) -> TraceFinding? {
    let place = firstParameter ?? firstValue ?? firstGradient
    guard let place else { return nil }
    return TraceFinding(
      problem: place.isValue ? .valueNotFinite : .gradientNotFinite,
      pass: pass,
      layer: place.layer,
      role: place.role,
      operation: place.operation,
      step: place.step
    )
  }

  private struct Place {
    let isValue: Bool
    let layer: String
    var role: StepMark.Role?
    var operation: String?
    var step: Int?
  }

  /// A parameter that is itself not finite explains everything else.
  private var firstParameter: Place? {
    parameters.first { !$0.variable.storedValue.isFinite }
      .map { Place(isValue: true, layer: $0.name) }
  }

  private var firstValue: Place? {
    let broken = places.nodes.filter { !$0.isLeaf && !$0.storedValue.isFinite }
    let origins = broken.filter { node in
      node.inputs.allSatisfy { $0.isLeaf || $0.storedValue.isFinite }
    }
    // What is computed first stands last; a fused layer tells its steps itself.
    var found = origins.reversed().map { place(of: $0, isValue: true) }
    let reached = Set(
      broken.filter { node in node.inputs.contains { !$0.isLeaf && !$0.storedValue.isFinite } }
        .flatMap { $0.inputs.map { ObjectIdentifier($0) } }
    )
    if let fused = noted.fusedValues.last(where: { !reached.contains($0.mark.source) }) {
      found.append(place(of: fused, isValue: true))
    }
    return found.enumerated().min { a, b in
      (a.element.step ?? .max, a.offset) < (b.element.step ?? .max, b.offset)
    }?.element
  }

  private var firstGradient: Place? {
    let ids = noted.gradients
    let broken = places.nodes.filter { ids.contains(ObjectIdentifier($0)) }
    let users = users(of: broken)
    // Leaves come last: their gradients are sums over all steps.
    for node in broken.filter({ !$0.isLeaf }) + broken.filter(\.isLeaf) {
      let users = users[ObjectIdentifier(node)] ?? []
      guard users.allSatisfy({ !ids.contains(ObjectIdentifier($0)) }) else { continue }
      // A sum passes a finite gradient on as it is.
      guard let user = users.first(where: { !["+", "-"].contains($0.operation) }) ?? users.first
      else { continue }
      return place(of: user, isValue: false)
    }
    // A gradient inside a fused layer that reached nothing outside it.
    return noted.fusedGradients.first.map { place(of: $0, isValue: false) }
  }

  private func users(
    of wanted: [VariableOf<Scalar>]
  ) -> [ObjectIdentifier: [VariableOf<Scalar>]] {
    var users = Dictionary(
      uniqueKeysWithValues: wanted.map { (ObjectIdentifier($0), [VariableOf<Scalar>]()) }
    )
    for node in places.nodes {
      for input in node.inputs { users[ObjectIdentifier(input)]?.append(node) }
    }
    return users
  }

  private func place(of fused: NonFiniteVariables.FusedStep, isValue: Bool) -> Place {
    Place(
      isValue: isValue,
      layer: places.layer(of: fused.mark.source),
      role: fused.mark.role,
      step: fused.step
    )
  }

  private func place(of node: VariableOf<Scalar>, isValue: Bool) -> Place {
    let sources = Set(node.inputs.map { ObjectIdentifier($0) })
      .intersection(noted.fusedSources)
    let inside = isValue ? noted.fusedValues.reversed() : noted.fusedGradients
    if let fused = inside.first(where: { sources.contains($0.mark.source) }) {
      return place(of: fused, isValue: isValue)
    }
    let isState = node.mark != nil
    return Place(
      isValue: isValue,
      layer: node === loss && !isState ? "the loss" : places.layer(of: node),
      role: node.mark?.role,
      operation: isState ? nil : node.label,
      step: places.step(of: node)
    )
  }
}
