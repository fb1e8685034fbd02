import Testing

@testable public import TeachingEngine

extension VariableOf {
  /// The cube.
  ///
  ///     y = x³          ∂L/∂x = ∂L/∂y ⊙ 3x²
  public func cubed() -> VariableOf {
    let x = value
    return Self.operation("cubed", x * x * x, (self, { $0 * (3 * x * x) }))
  }
}

/// A leaky integrator.
///
///     h′ = λ h + (1 − λ) x W
struct LeakyCell: RecurrentCell {
  typealias Scalar = Double
  let weight: VariableOf<Double>
  let leak = 0.9

  var inputs: Int { weight.shape[0] }
  var hidden: Int { weight.shape[1] }

  func initialState(batch: Int) -> VariableOf<Double> {
    VariableOf(constant: .zeros([batch, hidden]))
  }

  func step(
    _ x: VariableOf<Double>,
    _ h: VariableOf<Double>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Double> {
    (leak * h + (1 - leak) * x.matmul(weight, file: file, line: line))
      .marked(.hiddenState, of: weight)
  }

  func output(of state: VariableOf<Double>) -> VariableOf<Double> { state }
}

/// The two recipes of the engine's README, followed.
@Suite struct AddingTests {
  typealias Case = OperationGradientTests.Case

  static let added: Case =
    Case("cubed", [[5]]) { $0[0].cubed() }

  @Test func `an added operation has a checked derivative`() {
    let check = OperationGradientTests.check(Self.added)
    #expect(check.passed, "\(check)")
  }

  @Test func `an operation added from outside the module has a checked derivative`() {
    let x = VariableOf(TensorOf<Double>([-1, 0.5, 2]))
    let check = gradientCheck(["x": x]) {
      let v = x.value
      let y = VariableOf(operation: "cubed", inputs: [x], value: v * v * v) { gradient, _ in
        [gradient * (3 * v * v)]
      }
      return y.sum()
    }
    #expect(check.passed, "\(check)")
  }

  @Test func `a cell added from outside trains, stacks and is traced`() {
    var generator = RandomGenerator(seed: 1)
    let first = LeakyCell(weight: VariableOf(.normal([2, 3], generator: &generator)))
    let second = LeakyCell(weight: VariableOf(.normal([3, 3], generator: &generator)))
    let model = Stacked([Unrolled(first), Unrolled(second)])
    #expect(model.parameters.map(\.name) == ["weight_l0", "weight_l1"])
    let x = TensorOf<Double>.normal([2, 5, 2], generator: &generator)
    let check = gradientCheck(model) { model(x, lengths: [5, 3]).outputs.squared().sum() }
    #expect(check.passed, "\(check)")
    let trace = GradientTrace(model)
    model(x).finalState.layers[1].sum().backward(trace: trace)
    #expect(trace.layers.sorted() == ["l0", "l1"])
    let norms = trace.normsByLag(layer: "l1")
    for (lag, norm) in norms.enumerated() {
      #expect(abs(norm - norms[0] * (0..<lag).reduce(1.0) { p, _ in p * 0.9 }) < 1e-12)
    }
  }

  @Test func `the recipes in the README are the lines that are tested here`() throws {
    let parts = #filePath.split(separator: "/")
    let root = "/" + parts.dropLast(3).joined(separator: "/")
    let here = lines(try text(contentsOf: #filePath))
    let readme = lines(try text(contentsOf: root + "/Sources/TeachingEngine/README.md"))
    let start = try #require(readme.firstIndex(of: "## Adding an operation"))
    let end = try #require(readme.firstIndex(of: "## API at a glance"))
    var recipes: [[String]] = []
    var isInside = false
    for line in readme[start..<end] {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside { recipes.append([]) }
      } else if isInside {
        recipes[recipes.count - 1].append(line)
      }
    }
    #expect(recipes.count == 4)
    for recipe in recipes {
      #expect(contains(here, recipe), "\(recipe.joined(separator: "\n"))")
    }
  }

  /// Lines without their indentation, which depends on where they stand.
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.drop { $0 == " " })
    }
  }

  private func contains(_ lines: [String], _ part: [String]) -> Bool {
    guard part.count <= lines.count else { return false }
    return (0...lines.count - part.count).contains { start in
      Array(lines[start..<start + part.count]) == part
    }
  }
}
