/// A derivative by central differences, with what it can be trusted to.
///
///     D(h) = (f(x + h) − f(x − h)) / 2h        f′(x) ≈ (4 D(h/2) − D(h)) / 3
///
/// Too large a step bends with f, too small a one leaves only rounding, and which is which depends on
/// x and on f. So several steps are tried, and the one that is surest of itself counts.
///
/// - Source: Richardson (1911), for the second formula.
public struct CentralDifference: Sendable, Equatable {
  /// The derivative.
  public let value: Double
  /// How far it may be off: |D(h) − D(h/2)|, and the rounding of f over h.
  public let uncertainty: Double

  /// The derivative of a function at a point; NaN with infinite uncertainty where it has none.
  ///
  /// - Parameter step: the smallest step tried near 0; the others follow from it and from |x|.
  public init(at x: Double, step: Double = 1e-5, of function: (Double) -> Double) {
    var best = CentralDifference(value: .nan, uncertainty: .infinity)
    for size in [1, x.magnitude] where size > 0 && size.isFinite {
      for factor in [1.0, 30, 1000] {
        let found = Self.extrapolated(at: x, step: size * step * factor, of: function)
        if found.uncertainty < best.uncertainty { best = found }
      }
      if x.magnitude == 1 { break }
    }
    self = best
  }

  /// The difference D(ε) if a received derivative agrees with it, otherwise the surest of all.
  ///
  /// - Parameter tolerance: the relative error up to which D(ε) agrees.
  public init(
    checking received: Double,
    at x: Double,
    step: Double = 1e-5,
    tolerance: Double = 1e-6,
    of function: (Double) -> Double
  ) {
    let first = Self.plain(at: x, step: step, of: function)
    let scale = max(first.value.magnitude, received.magnitude)
    self =
      (first.value - received).magnitude <= tolerance * scale
      ? first : CentralDifference(at: x, step: step, of: function)
  }

  private init(value: Double, uncertainty: Double) {
    (self.value, self.uncertainty) = (value, uncertainty)
  }

  private static func extrapolated(
    at x: Double,
    step: Double,
    of function: (Double) -> Double
  ) -> CentralDifference {
    let wide = plain(at: x, step: step, of: function)
    let narrow = plain(at: x, step: step / 2, of: function)
    return CentralDifference(
      value: (4 * narrow.value - wide.value) / 3,
      uncertainty: (wide.value - narrow.value).magnitude + 16 * narrow.uncertainty
    )
  }

  /// D(h), whose uncertainty here is that of rounding alone.
  private static func plain(
    at x: Double,
    step: Double,
    of function: (Double) -> Double
  ) -> CentralDifference {
    // The points may differ from x ± h, of which only so many digits fit beside x.
    let (right, left) = (x + step, x - step)
    let (above, below) = (function(right), function(left))
    let distance = right - left
    return CentralDifference(
      value: (above - below) / distance,
      uncertainty: (above.magnitude + below.magnitude) * .ulpOfOne / distance
    )
  }

  /// How far a derivative that was received is from this one, beyond the uncertainty.
  ///
  ///     max(0, |expected − received| − uncertainty) / max(|expected|, |received|)
  ///
  /// 0 if both are 0, infinite if one of them is not finite.
  public func error(of received: Double) -> Double {
    guard value.isFinite, received.isFinite else { return .infinity }
    let scale = max(value.magnitude, received.magnitude)
    return scale > 0 ? max(0, (value - received).magnitude - uncertainty) / scale : 0
  }
}
