public import Plots

extension GradientTrace {
  /// The norms of the gradient against lag, on a logarithmic axis: one line for every part asked.
  ///
  /// What to look at: a straight line is exponential decay (or growth); its slope is the factor a
  /// step multiplies the gradient by.
  public func lagChart(
    _ roles: [StepMark.Role] = [.hiddenState, .cellState],
    layer: String? = nil
  ) -> Chart {
    lagChart(roles, layer: layer, in: lastPass)
  }

  /// The same for one pass.
  func lagChart(_ roles: [StepMark.Role], layer: String?, in pass: TracePass?) -> Chart {
    let lines = (pass?.series ?? []).filter { series in
      roles.contains(series.role) && (layer == nil || series.layer == layer)
    }
    return Chart(
      title: "Gradient against lag",
      xAxis: Chart.Axis("lag (steps back)"),
      yAxis: Chart.Axis("‖∂L/∂·‖", scale: .log),
      marks: lines.map { series in
        .line(
          Chart.Series(
            "\(series.role.rawValue) (\(series.layer))",
            x: nil,
            y: series.gradientNorms.reversed()
          )
        )
      }
    )
  }

  /// log₁₀ of the gradient's norm at every step (columns) of every pass (rows).
  ///
  /// What to look at: dark early steps are out of the loss's reach; they light up if the network
  /// learns to remember.
  public func heatmapOverTraining(
    _ role: StepMark.Role = .hiddenState,
    layer: String? = nil
  ) -> Chart {
    let rows = passes.compactMap { pass in
      pass.series(role, layer: layer)?.gradientNorms.map { $0 > 0 ? Double.log10($0) : .nan }
    }
    let width = rows.map(\.count).max() ?? 0
    return heatmap(
      rows.map { $0 + Array(repeating: .nan, count: width - $0.count) },
      rows: "pass",
      columns: "time step",
      value: "log₁₀ ‖∂L/∂\(role.rawValue)‖",
      title: "Gradient over time and training",
      scale: .sequential
    )
  }

  /// The mean activation of every gate against time, in the last pass.
  public func gateChart(layer: String? = nil) -> Chart {
    gateChart(layer: layer, in: lastPass)
  }

  /// The same for one pass.
  func gateChart(layer: String?, in pass: TracePass?) -> Chart {
    let gates: [StepMark.Role] = [.inputGate, .forgetGate, .outputGate, .resetGate, .updateGate]
    let lines = (pass?.series ?? []).filter { series in
      gates.contains(series.role) && (layer == nil || series.layer == layer)
    }
    return Chart(
      title: "Gate activations",
      xAxis: Chart.Axis("time step"),
      yAxis: Chart.Axis("mean activation"),
      marks: lines.map { series in
        .line(Chart.Series(series.role.rawValue, x: nil, y: series.steps.map(\.mean)))
      }
    )
  }

  /// ‖Δw‖ / ‖w‖ of every parameter over training, on a logarithmic axis.
  public func updateRatioChart() -> Chart {
    settleUpdates()
    return Chart(
      title: "Update against weight",
      xAxis: Chart.Axis("pass"),
      yAxis: Chart.Axis("‖Δw‖ / ‖w‖", scale: .log),
      marks: parameters.indices.map { index in
        .line(
          Chart.Series(
            parameters[index].name,
            x: nil,
            y: passes.map { $0.parameters[index].updateRatio ?? .nan }
          )
        )
      }
    )
  }

  /// ‖∂L/∂w‖ of every parameter over training, on a logarithmic axis.
  public func parameterChart() -> Chart {
    Chart(
      title: "Gradient of every parameter",
      xAxis: Chart.Axis("pass"),
      yAxis: Chart.Axis("‖∂L/∂w‖", scale: .log),
      marks: parameters.indices.map { index in
        .line(
          Chart.Series(
            parameters[index].name,
            x: nil,
            y: passes.map { $0.parameters[index].gradientNorm }
          )
        )
      }
    )
  }
}

extension Double {
  /// The logarithm to base 10.
  static func log10(_ x: Double) -> Double { Double.log(x) / 2.302585092994046 }
}
