public import Plots

/// The tape below a variable, as a drawing.
public struct ComputationGraph<Scalar: TensorScalar>: CustomStringConvertible, Sendable {
  /// One variable.
  public struct Node: Sendable, Equatable {
    /// Its number: inputs have smaller numbers than what is computed from them.
    public let id: Int
    /// Its name, or its operation.
    public let label: String
    /// The operation that made it.
    public let operation: String
    /// Its shape.
    public let shape: [Int]
    /// Its value, if it is one number.
    public let value: Scalar?
    /// Its gradient, if it is one number and has one.
    public let gradient: Scalar?
    /// The numbers of its inputs.
    public let inputs: [Int]
  }

  /// The variables, inputs before what is computed from them.
  public let nodes: [Node]

  /// The tape below a variable; traps if it holds more than `limit` variables.
  init(_ root: VariableOf<Scalar>, limit: Int, file: StaticString, line: UInt) {
    var numbers: [ObjectIdentifier: Int] = [:]
    var result: [Node] = []
    var open: [(variable: VariableOf<Scalar>, isExpanded: Bool)] = [(root, false)]
    while let (variable, isExpanded) = open.popLast() {
      let id = ObjectIdentifier(variable)
      guard numbers[id] == nil else { continue }
      guard isExpanded else {
        open.append((variable, true))
        open += variable.inputs.reversed().map { ($0, false) }
        continue
      }
      guard result.count < limit else {
        trap(
          .argument(
            operation: "graph",
            problem: "the tape holds more than \(limit) variables",
            fix: "draw a smaller computation, or give graph(limit:) a larger limit"
          ),
          file: file,
          line: line
        )
      }
      numbers[id] = result.count
      result.append(
        Node(
          id: result.count,
          label: variable.label,
          operation: variable.operation,
          shape: variable.shape,
          value: variable.count == 1 ? variable.item : nil,
          gradient: variable.count == 1 ? variable.gradientIfAny?.item : nil,
          inputs: variable.inputs.compactMap { numbers[ObjectIdentifier($0)] }
        )
      )
    }
    nodes = result
  }

  /// One line for each variable, inputs first: number, name, shape or value, gradient, inputs.
  public var description: String {
    nodes.map { node in
      let inputs =
        node.inputs.isEmpty ? "" : " ← " + node.inputs.map { "#\($0)" }.joined(separator: ", ")
      let made = node.label == node.operation ? "" : " (\(node.operation))"
      return "#\(node.id) \(node.label)\(made) \(detail(node))\(inputs)"
    }.joined(separator: "\n")
  }

  /// The graph as boxes and arrows.
  public var diagram: Diagram {
    Diagram(
      nodes: nodes.map { node in
        Diagram.Node(
          "n\(node.id)",
          label: node.label,
          detail: detail(node),
          shape: node.inputs.isEmpty ? .box : .circle
        )
      },
      edges: nodes.flatMap { node in
        node.inputs.map { Diagram.Edge("n\($0)", "n\(node.id)") }
      }
    )
  }

  private func detail(_ node: Node) -> String {
    let value = node.value.map { formatted($0) } ?? node.shape.description
    return value + (node.gradient.map { ", gradient \(formatted($0))" } ?? "")
  }
}

extension VariableOf {
  /// The tape below this variable as a drawing; traps if it holds more than `limit` variables.
  public func graph(
    limit: Int = 500,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComputationGraph<Scalar> {
    ComputationGraph(self, limit: limit, file: file, line: line)
  }

  /// The tape below this variable as a drawing.
  public var graph: ComputationGraph<Scalar> { graph() }
}
