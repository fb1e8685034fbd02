internal import EngineKernels

/// How a linear recurrence is evaluated.
public enum ScanMethod: String, Sendable, CaseIterable {
  /// Step after step: T dependent steps, T operations.
  case sequential
  /// By doubling: ⌈log₂ T⌉ dependent rounds, T log T operations, every round independent in t.
  /// Source: Hillis & Steele (1986).
  case parallel
}

extension VariableOf {
  /// The linear recurrence h_t = a_t ⊙ h_{t−1} + b_t over `[batch, time, width]`.
  ///
  ///     ∂L/∂h_t (total) = ∂L/∂h_t + a_{t+1} ⊙ ∂L/∂h_{t+1} (total)
  ///     ∂L/∂a_t = total_t ⊙ h_{t−1}      ∂L/∂b_t = total_t      ∂L/∂h_0 = a_1 ⊙ total_1
  ///
  /// - Parameter initial: h₀, `[batch, width]`.
  /// - Returns: h₁ … h_T.
  public static func scan(
    _ a: VariableOf,
    _ b: VariableOf,
    initial: VariableOf,
    method: ScanMethod = .parallel,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    guard a.rank == 3, a.shape == b.shape, initial.shape == [a.shape[0], a.shape[2]] else {
      trap(
        .shapes(
          operation: "scan",
          shapes: [a.shape, b.shape, initial.shape],
          problem: "the shapes do not fit",
          fix: "coefficients are [batch, time, width], the initial state [batch, width]"
        ),
        file: file,
        line: line
      )
    }
    let (coefficients, start) = (a.value, initial.value)
    let states = coefficients.scanned(b.value, initial: start, method: method)
    return VariableOf(operation: "scan", inputs: [a, b, initial], value: states) { gradient, _ in
      scanGradients(gradient, coefficients, states, start)
    }
  }

  private static func scanGradients(
    _ gradient: TensorOf<Scalar>,
    _ a: TensorOf<Scalar>,
    _ h: TensorOf<Scalar>,
    _ start: TensorOf<Scalar>
  ) -> [TensorOf<Scalar>?] {
    let (batch, time, width) = (a.shape[0], a.shape[1], a.shape[2])
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var total = gradient
    var aGradient = TensorOf<Scalar>.zeros(a.shape)
    var startGradient = TensorOf<Scalar>.zeros(start.shape)
    for sequence in 0..<batch {
      for step in (0..<time).reversed() {
        for unit in 0..<width {
          let place = (sequence * time + step) * width + unit
          if step + 1 < time {
            total.scalars[place] += a.scalars[place + width] * total.scalars[place + width]
          }
          let before =
            step > 0 ? h.scalars[place - width] : start.scalars[sequence * width + unit]
          aGradient.scalars[place] = total.scalars[place] * before
          if step == 0 {
            startGradient.scalars[sequence * width + unit] =
              a.scalars[place] * total.scalars[place]
          }
        }
      }
    }
    return [aGradient, total, startGradient]
  }
}

extension TensorOf {
  /// h_t = a_t h_{t−1} + b_t, where `self` is a.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func scanned(_ b: TensorOf, initial: TensorOf, method: ScanMethod) -> TensorOf {
    let (batch, time, width) = (shape[0], shape[1], shape[2])
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var h = b.scalars
    // h₀ enters through the first step, so that every later one sees b alone.
    for sequence in 0..<batch {
      for unit in 0..<width {
        let first = sequence * time * width + unit
        h[first] += scalars[first] * initial.scalars[sequence * width + unit]
      }
    }
    switch method {
    case .sequential:
      for sequence in 0..<batch {
        for place in (sequence * time + 1) * width..<(sequence + 1) * time * width {
          h[place] += scalars[place] * h[place - width]
        }
      }
    case .parallel:
      var a = scalars
      var distance = 1
      while distance < time {
        let (oldA, oldH) = (a, h)
        for sequence in 0..<batch {
          let start = (sequence * time + distance) * width
          for place in start..<(sequence + 1) * time * width {
            h[place] = oldH[place] + oldA[place] * oldH[place - distance * width]
            a[place] = oldA[place] * oldA[place - distance * width]
          }
        }
        distance *= 2
      }
    }
    return TensorOf(uncheckedShape: shape, h)
  }
}
