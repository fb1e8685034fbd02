/// Draws one look of attention: a query meets every key, and the values are averaged by the weights.
///
/// - Parameters:
///   - query: The vector that asks, such as the decoder's state.
///   - keys: The vectors that are asked, `[steps][width]`.
///   - weights: One attention weight for each key; they sum to 1.
///   - context: The weighted mean.
///   - inputs: What each key stands for, such as letters; `x(j)` without.
///   - output: What is written with the context; nothing is drawn if empty.
///   - title: What the figure is called.
/// - Source: Bahdanau, Cho & Bengio (2015), figure 1.
public func attentionDiagram<Value: Plottable>(
  query: [Value],
  keys: [[Value]],
  weights: [Value],
  context: [Value],
  inputs: [String] = [],
  output: String = "",
  title: String = ""
) -> Chart {
  let count = min(keys.count, weights.count)
  let middle = Double(max(0, count - 1)) / 2
  var grid = NetworkGrid()
  grid.states("key", plotted(Array(keys.prefix(count))), { "h(\($0 + 1))" }, row: 3.2, column: 0)
  grid.words("input", inputs, count: count, row: 4.2, column: 0) { "x(\($0 + 1))" }
  grid.states(
    "weight",
    weights.prefix(count).map { [$0.plotted] },
    { "α(\($0 + 1))" },
    row: 2.2,
    column: 0,
    colours: CellColours.weight
  )
  grid.box("query", "query", query.map(\.plotted), row: 0, column: -1.4)
  grid.operation("sum", "Σ", row: 1, column: middle)
  grid.box("context", "context", context.map(\.plotted), row: 0, column: middle)
  grid.arrows("input", "key", count: count)
  grid.arrows("key", "weight", count: count)
  for step in 0..<count {
    grid.arrow("query", "weight \(step)", isDashed: true)
    grid.arrow("weight \(step)", "sum")
  }
  grid.arrow("sum", "context")
  if !output.isEmpty {
    grid.words("output", output, row: -1, column: -1.4)
    grid.arrow("context", "output")
    grid.arrow("query", "output")
  }
  return grid.chart(title: title)
}

/// What a self-attention block holds at one place of a sequence.
public struct SelfAttentionStep: Sendable, Equatable {
  /// The vector that comes in.
  public var input: [Double]
  /// The same, normalised.
  public var normalised: [Double]
  /// How much the place looks at each place, by head, `[heads][time steps]`.
  public var weights: [[Double]]
  /// What attention adds.
  public var attended: [Double]
  /// Input and attention together.
  public var sum: [Double]
  /// The sum, normalised.
  public var normalisedSum: [Double]
  /// The hidden units of the feed-forward network, after relu.
  public var widened: [Double]
  /// What the feed-forward network adds.
  public var narrowed: [Double]
  /// The vector that goes out.
  public var output: [Double]

  /// What a block holds, part by part.
  public init(
    input: [Double],
    normalised: [Double],
    weights: [[Double]],
    attended: [Double],
    sum: [Double],
    normalisedSum: [Double],
    widened: [Double],
    narrowed: [Double],
    output: [Double]
  ) {
    self.input = input
    self.normalised = normalised
    self.weights = weights
    self.attended = attended
    self.sum = sum
    self.normalisedSum = normalisedSum
    self.widened = widened
    self.narrowed = narrowed
    self.output = output
  }
}

/// Draws a self-attention block at one place of a sequence, from the vector that comes in at the bottom to the
/// one that goes out at the top.
///
/// The way on the left is the residual one, on which nothing is multiplied.
///
/// - Source: Vaswani et al. (2017), figure 1; Xiong et al. (2020), figure 1, for normalising first.
public func selfAttentionBlockDiagram(_ step: SelfAttentionStep, title: String = "") -> Chart {
  var grid = NetworkGrid()
  func vector(_ id: String, _ label: String, _ values: [Double], _ row: Double, _ column: Double) {
    grid.box(id, label, values, row: row, column: column, colours: CellColours.vector)
  }
  vector("output", "y", step.output, 0, 0)
  grid.operation("add below", "+", row: 3, column: 0)
  grid.operation("add above", "+", row: 1, column: 0)
  vector("input", "x", step.input, 4, 0)
  vector("sum", "a", step.sum, 2, 0)
  vector("normalised", "norm(x)", step.normalised, 4, 1.4)
  for (head, weights) in step.weights.enumerated() {
    let label = step.weights.count == 1 ? "weights" : "weights, head \(head + 1)"
    let row = Double(4 + head)
    grid.box("head \(head)", label, weights, row: row, column: 2.8, colours: CellColours.weight)
    grid.arrow("normalised", "head \(head)")
    grid.arrow("head \(head)", "attended")
  }
  vector("attended", "attention", step.attended, 3, 1.4)
  vector("normalised sum", "norm(a)", step.normalisedSum, 2, 1.4)
  vector("widened", "relu(W₁ …)", step.widened, 2, 2.8)
  vector("narrowed", "W₂ …", step.narrowed, 1, 1.4)
  for (from, to) in [
    ("input", "normalised"), ("attended", "add below"), ("input", "add below"),
    ("add below", "sum"), ("sum", "normalised sum"), ("normalised sum", "widened"),
    ("widened", "narrowed"), ("narrowed", "add above"), ("sum", "add above"),
    ("add above", "output"),
  ] { grid.arrow(from, to) }
  return grid.chart(title: title)
}
