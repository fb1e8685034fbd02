/// The charts and diagrams that a block can show.
enum ChartReference {
  static let entries: [ReferenceEntry] = [
    ReferenceEntry(
      name: "lineChart",
      forms: [
        #"lineChart<Value: Plottable, Place: Plottable>(_ series: KeyValuePairs<String, [Value]>, x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double], xScale: Chart.Scale = .linear, yScale: Chart.Scale = .linear) -> Chart"#,
        #"lineChart<Value: Plottable, Place: Plottable>(_ series: [String: [Value]], x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double], xScale: Chart.Scale = .linear, yScale: Chart.Scale = .linear) -> Chart"#,
        #"lineChart<Value: Plottable, Place: Plottable>(_ values: [Value], x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double], xScale: Chart.Scale = .linear, yScale: Chart.Scale = .linear) -> Chart"#,
      ],
      meaning:
        #"Values over their index or over given places, joined by lines; `yScale: .log` for what shrinks by factors."#,
      example:
        #"lineChart(["training": [0.9, 0.5, 0.3], "validation": [1.0, 0.7, 0.6]], x: "epoch", y: "loss")"#
    ),
    ReferenceEntry(
      name: "stepChart",
      forms: [
        #"stepChart<Value: Plottable, Place: Plottable>(_ series: KeyValuePairs<String, [Value]>, x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double], xScale: Chart.Scale = .linear, yScale: Chart.Scale = .linear) -> Chart"#
      ],
      meaning: #"Values that stay level until the next place, such as counts and learning rates."#,
      example: #"stepChart(["rate": [0.1, 0.1, 0.05, 0.025]], x: "epoch", y: "learning rate")"#
    ),
    ReferenceEntry(
      name: "scatterChart",
      forms: [
        #"scatterChart<Place: Plottable, Value: Plottable>(_ series: KeyValuePairs<String, (x: [Place], y: [Value])>, x: String = "", y: String = "", title: String = "", xScale: Chart.Scale = .linear, yScale: Chart.Scale = .linear) -> Chart"#
      ],
      meaning: #"Points that no line joins: name, then places and values."#,
      example:
        #"scatterChart(["digits": (x: [3, 5, 8], y: [0.2, 0.4, 0.9])], x: "length", y: "loss")"#
    ),
    ReferenceEntry(
      name: "areaChart",
      forms: [
        #"areaChart<Value: Plottable, Place: Plottable>(_ series: KeyValuePairs<String, [Value]>, x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double]) -> Chart"#
      ],
      meaning: #"Values as regions that stand on zero."#,
      example: #"areaChart(["aftershocks": [9.0, 5, 3, 2, 1]], x: "day", y: "count")"#
    ),
    ReferenceEntry(
      name: "bandChart",
      forms: [
        #"bandChart<Value: Plottable, Place: Plottable>(_ runs: KeyValuePairs<String, [[Value]]>, x: String = "", y: String = "", title: String = "", at places: [Place] = [] as [Double], yScale: Chart.Scale = .linear) -> Chart"#
      ],
      meaning:
        #"The median of several runs as a line, and the range from the lowest to the highest run."#,
      example:
        #"bandChart(["LSTM": [[1.0, 0.5, 0.3], [0.9, 0.6, 0.2], [1.1, 0.4, 0.4]]], x: "epoch", y: "loss")"#
    ),
    ReferenceEntry(
      name: "barChart",
      forms: [
        #"barChart<Value: Plottable>(_ values: KeyValuePairs<String, Value>, x: String = "", y: String = "", title: String = "") -> Chart"#,
        #"barChart<Value: Plottable>(_ series: KeyValuePairs<String, [Value]>, over categories: [String], x: String = "", y: String = "", title: String = "") -> Chart"#,
      ],
      meaning: #"A bar for each name; with `over:` bars side by side for each category."#,
      example: #"barChart(["RNN": 0.61, "GRU": 0.93, "LSTM": 0.95], y: "accuracy")"#
    ),
    ReferenceEntry(
      name: "histogram",
      forms: [
        #"histogram<Value: Plottable>(_ values: [Value], bins: Int = 0, x: String = "", y: String = "count", title: String = "") -> Chart"#
      ],
      meaning:
        #"How many values fall into each of several equal intervals; `bins: 0` chooses how many."#,
      example: #"histogram([0.1, 0.2, 0.2, 0.3, 0.7, 0.8], bins: 4, x: "error")"#
    ),
    ReferenceEntry(
      name: "heatmap",
      forms: [
        #"heatmap<Value: Plottable>(_ matrix: [[Value]], rows: String = "", columns: String = "", rowNames: [String] = [], columnNames: [String] = [], value: String = "", title: String = "", scale: Chart.ColourScale.Kind? = nil, range: ClosedRange<Double>? = nil, showsValues: Bool = false) -> Chart"#
      ],
      meaning: #"A matrix as coloured cells, its first row at the top."#,
      example:
        #"heatmap([[0.1, 0.9], [-0.4, 0.3]], rows: "unit", columns: "time step", showsValues: true)"#
    ),
    ReferenceEntry(
      name: "attentionAlignment",
      forms: [
        #"attentionAlignment<Value: Plottable>(_ weights: [[Value]], outputs: [String], inputs: [String], title: String = "") -> Chart"#
      ],
      meaning: #"How much each output attends to each input, rows being outputs."#,
      example:
        #"attentionAlignment([[0.9, 0.1], [0.2, 0.8]], outputs: ["le", "chat"], inputs: ["the", "cat"])"#
    ),
    ReferenceEntry(
      name: "confusionMatrix",
      forms: [
        #"confusionMatrix<Value: Plottable>(_ counts: [[Value]], classes: [String], title: String = "") -> Chart"#,
        #"confusionMatrix(truth: [Int], predictions: [Int], classes: [String], title: String = "") -> Chart"#,
      ],
      meaning:
        #"How often each true class was taken for each class: counts, or the classes themselves."#,
      example:
        #"confusionMatrix(truth: [0, 0, 1, 1], predictions: [0, 1, 1, 1], classes: ["noise", "quake"])"#
    ),
    ReferenceEntry(
      name: "phasePlane",
      forms: [
        #"phasePlane(x: String = "", y: String = "", title: String = "", from range: ClosedRange<Double>, steps: Int = 15, paths: KeyValuePairs<String, [(Double, Double)]> = [:], change: (Double, Double) -> (Double, Double)) -> Chart"#
      ],
      meaning:
        #"Where a system of two variables moves from each point of a grid; `paths:` draws trajectories."#,
      example: #"phasePlane(x: "unit 1", y: "unit 2", from: -1...1) { a, b in (b - a, -a * b) }"#
    ),
    ReferenceEntry(
      name: "smallMultiples",
      forms: [
        #"smallMultiples(_ charts: [Chart], columns: Int = 0, title: String = "", sharesScales: Bool = true) -> Chart"#
      ],
      meaning: #"Charts side by side, with the same axes unless `sharesScales: false`."#,
      example:
        #"smallMultiples([lineChart([1.0, 2, 3], y: "first"), lineChart([3.0, 2, 1], y: "second")], columns: 2)"#
    ),
    ReferenceEntry(
      name: "figureOverTime",
      forms: [
        #"figureOverTime(_ frames: [(String, Chart)], title: String = "") -> Chart"#
      ],
      meaning:
        #"A figure that readers move through frame by frame; print and terminal show three of them."#,
      example:
        #"figureOverTime((1...4).map { epoch in ("epoch \(epoch)", lineChart([1.0, 1 / Double(epoch)], y: "norm")) })"#
    ),
    ReferenceEntry(
      name: "adding",
      forms: [
        #"adding(_ more: Mark...) -> Chart"#
      ],
      meaning: #"The same chart with more marks above its own."#,
      example: #"lineChart([0.9, 0.4, 0.2], y: "loss").adding(.rule(y: 0.3, "chance"))"#
    ),
    ReferenceEntry(
      name: "rule",
      forms: [
        #"rule(y value: Double, _ label: String = "") -> Chart.Mark"#,
        #"rule(x value: Double, _ label: String = "") -> Chart.Mark"#,
      ],
      meaning: #"A level or an upright line across the plot, with words."#,
      example: #"lineChart([0.9, 0.4, 0.2], y: "loss").adding(.rule(x: 1, "the rate falls here"))"#
    ),
    ReferenceEntry(
      name: "label",
      forms: [
        #"label(_ text: String, x: Double, y: Double) -> Chart.Mark"#
      ],
      meaning: #"Words at a point."#,
      example:
        #"lineChart([0.9, 0.4, 0.2], y: "loss").adding(.label("the first guess", x: 0, y: 0.9))"#
    ),
    ReferenceEntry(
      name: "diagramChart",
      forms: [
        #"diagramChart(_ diagram: Diagram, title: String = "") -> Chart"#
      ],
      meaning: #"A diagram of nodes and the arrows between them."#,
      example:
        #"diagramChart(Diagram(nodes: [Diagram.Node("x", shape: .plain), Diagram.Node("h")], edges: [Diagram.Edge("x", "h")]))"#
    ),
    ReferenceEntry(
      name: "unrolledNetwork",
      forms: [
        #"unrolledNetwork<Value: Plottable>(hiddenStates: [[Value]], inputs: [String] = [], outputs: [String] = [], cell: String = "h", title: String = "") -> Chart"#
      ],
      meaning: #"A recurrent network unrolled over its time steps, with its hidden states."#,
      example: #"unrolledNetwork(hiddenStates: [[0.1, -0.2], [0.3, 0.4]], inputs: ["a", "b"])"#
    ),
    ReferenceEntry(
      name: "backpropagationNetwork",
      forms: [
        #"backpropagationNetwork<Value: Plottable>(hiddenStates: [[Value]], gradients: [[Value]], losses: [Value?], inputs: [String] = [], title: String = "") -> Chart"#
      ],
      meaning:
        #"Backpropagation through time: the states on their way forward, and above them the gradients of the loss on their way back."#,
      example:
        #"backpropagationNetwork(hiddenStates: [[0.1], [0.3]], gradients: [[0.2], [0.9]], losses: [nil, 0.5])"#
    ),
    ReferenceEntry(
      name: "bidirectionalNetwork",
      forms: [
        #"bidirectionalNetwork<Value: Plottable>(forward: [[Value]], backward: [[Value]], inputs: [String] = [], outputs: [String] = [], title: String = "") -> Chart"#
      ],
      meaning: #"A network that reads a sequence from both ends."#,
      example:
        #"bidirectionalNetwork(forward: [[0.1], [0.3]], backward: [[0.4], [0.2]], inputs: ["a", "b"])"#
    ),
    ReferenceEntry(
      name: "stackedNetwork",
      forms: [
        #"stackedNetwork<Value: Plottable>(layers: [[[Value]]], inputs: [String] = [], outputs: [String] = [], title: String = "") -> Chart"#
      ],
      meaning: #"Recurrent layers on top of each other, the lowest at the bottom."#,
      example: #"stackedNetwork(layers: [[[0.1], [0.3]], [[0.5], [0.2]]], inputs: ["a", "b"])"#
    ),
    ReferenceEntry(
      name: "encoderDecoderNetwork",
      forms: [
        #"encoderDecoderNetwork<Value: Plottable>(encoder: [[Value]], decoder: [[Value]], source: [String], target: [String], start: String = "start", title: String = "") -> Chart"#
      ],
      meaning: #"A network that reads a source and another that writes a target."#,
      example:
        #"encoderDecoderNetwork(encoder: [[0.1], [0.3]], decoder: [[0.2], [0.5]], source: ["a", "b"], target: ["b", "end"])"#
    ),
    ReferenceEntry(
      name: "attentionDiagram",
      forms: [
        #"attentionDiagram<Value: Plottable>(query: [Value], keys: [[Value]], weights: [Value], context: [Value], inputs: [String] = [], output: String = "", title: String = "") -> Chart"#
      ],
      meaning:
        #"One look of attention: a query meets every key, and the values are averaged by the weights."#,
      example:
        #"attentionDiagram(query: [0.5], keys: [[0.1], [0.9]], weights: [0.2, 0.8], context: [0.74], inputs: ["a", "b"])"#
    ),
    ReferenceEntry(
      name: "selfAttentionBlockDiagram",
      forms: [
        #"selfAttentionBlockDiagram(_ step: SelfAttentionStep, title: String = "") -> Chart"#
      ],
      meaning:
        #"A self-attention block at one place of a sequence, from the vector that comes in to the one that goes out."#,
      example:
        #"selfAttentionBlockDiagram(SelfAttentionStep(input: [1, -1], normalised: [1, -1], weights: [[0.3, 0.7]], attended: [0.2, 0.1], sum: [1.2, -0.9], normalisedSum: [1, -1], widened: [0, 0.5], narrowed: [0.1, 0.1], output: [1.3, -0.8]))"#
    ),
    ReferenceEntry(
      name: "lstmCellDiagram",
      forms: [
        #"lstmCellDiagram(input: [any Plottable] = [], previousHiddenState: [any Plottable] = [], previousCellState: [any Plottable] = [], inputGate: [any Plottable] = [], forgetGate: [any Plottable] = [], candidate: [any Plottable] = [], outputGate: [any Plottable] = [], cellState: [any Plottable] = [], hiddenState: [any Plottable] = [], title: String = "") -> Chart"#
      ],
      meaning:
        #"The inside of an LSTM cell, with what its gates and states hold at one time step."#,
      example:
        #"lstmCellDiagram(input: [0.5], forgetGate: [0.9], cellState: [0.7], hiddenState: [0.6])"#
    ),
    ReferenceEntry(
      name: "gruCellDiagram",
      forms: [
        #"gruCellDiagram(input: [any Plottable] = [], previousHiddenState: [any Plottable] = [], resetGate: [any Plottable] = [], updateGate: [any Plottable] = [], candidate: [any Plottable] = [], hiddenState: [any Plottable] = [], wiring: GRUWiring = GRUWiring(), title: String = "") -> Chart"#
      ],
      meaning: #"The inside of a GRU cell, with what its gates and state hold at one time step."#,
      example:
        #"gruCellDiagram(input: [0.5], resetGate: [0.2], updateGate: [0.8], hiddenState: [0.4])"#
    ),
  ]
}
