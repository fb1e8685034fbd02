/// Which variables of a pass, and which steps inside fused layers, hold NaN or infinity.
struct NonFiniteVariables {
  /// A part of a fused layer at a step.
  struct FusedStep {
    let mark: StepMark
    let step: Int
  }

  private(set) var gradients: Set<ObjectIdentifier> = []
  private(set) var fusedValues: [FusedStep] = []
  private(set) var fusedGradients: [FusedStep] = []
  private(set) var fusedSources: Set<ObjectIdentifier> = []
  /// Whether nothing of the kind was seen.
  private(set) var isEmpty = true

  mutating func note<Scalar: TensorScalar>(
    _ variable: VariableOf<Scalar>,
    hasFiniteValue: Bool,
    _ hasFiniteGradient: Bool
  ) {
    if !hasFiniteValue || !hasFiniteGradient { isEmpty = false }
    if !hasFiniteGradient { gradients.insert(ObjectIdentifier(variable)) }
  }

  /// Notes a step that a fused layer reports; they come with the last step first.
  mutating func note(_ mark: StepMark, _ summary: StepSummary) {
    guard let step = mark.step else { return }
    fusedSources.insert(mark.source)
    if !summary.hasFiniteValues { fusedValues.append(FusedStep(mark: mark, step: step)) }
    if !summary.hasFiniteGradients { fusedGradients.append(FusedStep(mark: mark, step: step)) }
    if !summary.hasFiniteValues || !summary.hasFiniteGradients { isEmpty = false }
  }
}
