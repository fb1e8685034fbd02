import Plots

/// A chart of each kind, awkward ones included, by name.
enum Examples {
  static let wave: [Double] = (0..<40).map { index in
    let step = Double(index)
    return (step * 0.37).truncatingRemainder(dividingBy: 2) - 0.8
  }
  static let decay: [Float] = (0..<100).map { 1 / Float($0 + 1) }
  static let matrix: [[Float]] = [[-1, 0, 1], [0.5, .nan, -0.25]]
  static let gates: [Float] = [0.1, 0.9, 0.5]
  static let vector = [0.5, -2, 1]

  static let all: [(name: String, chart: Chart)] = plots + matrices + compositions + awkward

  static let plots: [(name: String, chart: Chart)] = [
    (
      "line",
      lineChart(
        ["training": decay, "validation": decay.map { $0 + 0.1 }],
        x: "epoch",
        y: "loss",
        title: "Learning curve"
      )
    ),
    ("log", lineChart(["loss": decay], x: "epoch", y: "loss", yScale: .log)),
    ("step", stepChart(["rate": [1, 1, 0.5, 0.1]], x: "epoch", y: "rate")),
    ("scatter", scatterChart(["a": (x: wave, y: wave.reversed())], x: "x", y: "y")),
    ("bars", barChart(["RNN": 0.61, "GRU": 0.93], y: "accuracy")),
    ("grouped", barChart(["a": [1, -2], "b": [3, 4]], over: ["x", "y"], y: "v")),
    ("histogram", histogram(wave, bins: 5, x: "weight")),
    (
      "band",
      bandChart(["LSTM": [[1, 2, 3], [2, 3, 5], [0, 1, 4.0]]], x: "epoch", y: "loss").adding(
        .rule(y: 2, "chance"),
        .rule(x: 1, "drop"),
        .label("here", x: 1, y: 3)
      )
    ),
    ("area", areaChart(["v": wave], x: "t", y: "v")),
    (
      "time", lineChart([1.0, 2, 3], x: "day", y: "load", at: [0, 86_400, 172_800], xScale: .time)
    ),
    ("phase", phasePlane(x: "a", y: "b", from: -1...1, steps: 5) { a, b in (-b, a) }),
  ]

  static let matrices: [(name: String, chart: Chart)] = [
    ("heatmap", heatmap(matrix, rows: "unit", columns: "time step", title: "State")),
    ("sequential", heatmap([[0, 1], [2, 3]], rows: "row", columns: "column", value: "count")),
    (
      "attention",
      attentionAlignment(
        [[0.9, 0.1], [0.2, 0.8]],
        outputs: ["the", "cat"],
        inputs: ["le", "chat"]
      )
    ),
    ("confusion", confusionMatrix([[50, 3], [6, 41]], classes: ["cat", "dog"])),
    ("wide", heatmap([(0..<1000).map { $0 % 7 - 3 }], rows: "unit", columns: "time step")),
  ]

  static let compositions: [(name: String, chart: Chart)] = [
    (
      "panels",
      smallMultiples(
        (1...4).map { lineChart([0, $0, 2 * $0], x: "t", y: "v", title: "k = \($0)") },
        title: "Slopes"
      )
    ),
    (
      "frames",
      figureOverTime(
        (0..<5).map { ("epoch \($0)", lineChart([1, 2 * $0 + 1], x: "t", y: "norm")) },
        title: "Norms"
      )
    ),
    ("lstm", lstmCellDiagram(inputGate: gates, forgetGate: gates, candidate: gates)),
    ("gru", gruCellDiagram(resetGate: gates, updateGate: gates)),
    (
      "unrolled",
      unrolledNetwork(hiddenStates: [gates, gates], inputs: ["h", "i"], outputs: ["i", "!"])
    ),
    (
      "backpropagation",
      backpropagationNetwork(
        hiddenStates: [gates, gates, gates],
        gradients: [[0.01, -0.02], [0.1, -0.2], [1, -1]],
        losses: [nil, nil, 0.25]
      )
    ),
    (
      "bidirectional",
      bidirectionalNetwork(
        forward: [gates, gates, gates],
        backward: [gates, gates, gates],
        inputs: ["c", "a", "t"]
      )
    ),
    ("stacked", stackedNetwork(layers: [[gates, gates], [gates, gates]], outputs: ["a", "b"])),
    (
      "encoder-decoder",
      encoderDecoderNetwork(
        encoder: [gates, gates],
        decoder: [gates, gates, gates],
        source: ["a", "b"],
        target: ["b", "a", "end"]
      )
    ),
    (
      "look",
      attentionDiagram(
        query: gates,
        keys: [gates, gates, gates],
        weights: [0.1, 0.7, 0.2],
        context: gates,
        inputs: ["c", "a", "t"],
        output: "a"
      )
    ),
    (
      "block",
      selfAttentionBlockDiagram(
        SelfAttentionStep(
          input: vector,
          normalised: vector,
          weights: [[0.2, 0.8], [0.5, 0.5]],
          attended: vector,
          sum: vector,
          normalisedSum: vector,
          widened: vector,
          narrowed: vector,
          output: vector
        )
      )
    ),
    (
      "gru of the other kind",
      gruCellDiagram(
        resetGate: gates,
        updateGate: gates,
        wiring: GRUWiring(updateGateWrites: true, resetsBeforeProduct: true)
      )
    ),
    (
      "graph",
      diagramChart(
        Diagram(
          nodes: [.init("x"), .init("W"), .init("y", label: "matmul", detail: "[2, 3]")],
          edges: [.init("x", "y"), .init("W", "y"), .init("y", "nowhere")]
        ),
        title: "Graph"
      )
    ),
    (
      "loop",
      diagramChart(
        Diagram(
          nodes: [.init("a"), .init("b")],
          edges: [.init("a", "b"), .init("b", "a"), .init("a", "a")]
        )
      )
    ),
  ]

  static let awkward: [(name: String, chart: Chart)] = [
    ("empty", lineChart([] as [Double], x: "x", y: "y")),
    ("nothing", Chart()),
    ("no matrix", heatmap([] as [[Double]])),
    ("no bars", barChart([:] as KeyValuePairs<String, Double>)),
    ("no histogram", histogram([] as [Double])),
    ("no diagram", diagramChart(Diagram(nodes: [], edges: []))),
    ("one", lineChart([0.5], x: "x", y: "p")),
    ("constant", lineChart([3, 3, 3], x: "x", y: "c")),
    ("gaps", lineChart([1, .nan, 3, Double.infinity, 5, -.infinity], x: "x", y: "gaps")),
    ("only gaps", lineChart([Double.nan, .nan], x: "x", y: "gaps")),
    (
      "huge", lineChart([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, 1e299, -1e299])
    ),
    ("tiny", lineChart([5e-324, 1e-310, 2e-308])),
    ("close", lineChart([1.0, 1.0.nextUp, 1.0.nextUp.nextUp])),
    ("log of zero", lineChart([0, -1, 10, 100], yScale: .log)),
    ("log of nothing", lineChart([0.0, -1], yScale: .log)),
    ("huge log", lineChart([1e-320, 1e-200, 1e200], yScale: .log)),
    ("old time", lineChart([1, 2], at: [-1e18, 1e18], xScale: .time)),
    ("constant cells", heatmap([[2, 2], [2, 2]])),
    ("gap cells", heatmap([[Double.nan, .infinity]])),
    ("huge cells", heatmap([[-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]])),
    ("hostile", hostile),
  ]

  /// Words that mean something to XML and to terminals.
  static let hostile: Chart = {
    let words = "<script>&\"']]>\u{1B}[31m\u{0} 漢字 e\u{301} 🧠"
    var chart = lineChart([words: [1.0, 2], "other": [2, 1]], x: words, y: words, title: words)
    chart.marks += [.rule(y: 1.5, words), .label(words, x: 0.5, y: 1.5)]
    chart.frames = [Chart.Frame(words, marks: [])]
    return chart
  }()
}
