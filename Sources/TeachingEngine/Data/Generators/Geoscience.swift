/// A blocky well: facies in layers, each facies with its own log readings.
///
/// Layers have geometric thicknesses and change to another facies by even chance; gamma ray and
/// density are the facies' means plus N(0, σ²), smoothed over three samples as a tool does.
///
/// - Returns: logs `[depth, 2]`, standardised by fixed constants, and the facies at every depth.
public func wellLogs<Scalar: TensorScalar>(
  depth: Int,
  meanThickness: Double = 12,
  noise: Double = 0.6,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (logs: TensorOf<Scalar>, facies: [Int]) {
  // Sand, silt, shale: low to high gamma ray; the middle two overlap in density.
  let means: [(Double, Double)] = [(-1, -0.5), (0, 0.5), (1, 0.4)]
  var facies: [Int] = []
  var current = generator.integer(below: means.count)
  for _ in 0..<depth {
    facies.append(current)
    if generator.bernoulli(1 / meanThickness) {
      current = (current + 1 + generator.integer(below: means.count - 1)) % means.count
    }
  }
  let raw = facies.map {
    (means[$0].0 + noise * generator.normal(), means[$0].1 + noise * generator.normal())
  }
  let rows: [[Scalar]] = raw.indices.map { place in
    let seen = raw[max(0, place - 1)...min(depth - 1, place + 1)]
    let count = Double(seen.count)
    return [
      Scalar(seen.reduce(0) { $0 + $1.0 } / count), Scalar(seen.reduce(0) { $0 + $1.1 } / count),
    ]
  }
  return (TensorOf(rows), facies)
}

/// A producing well's decline with changes of its choke.
///
///     q(t) = choke(t) · q₀ / (1 + b D t)^{1/b} · e^{σ ε}
///
/// - Returns: rates and choke settings in (0, 1], month by month.
/// - Source: Arps (1945), the hyperbolic decline.
public func declineCurve<Scalar: TensorScalar>(
  months: Int,
  initialRate: Double = 100,
  decline: Double = 0.05,
  curvature: Double = 0.8,
  noise: Double = 0.03,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (rates: [Scalar], chokes: [Scalar]) {
  var choke = 1.0
  var rates: [Scalar] = []
  var chokes: [Scalar] = []
  for month in 0..<months {
    if generator.bernoulli(0.08) { choke = 0.4 + 0.6 * generator.unit() }
    let base =
      initialRate * Double.pow(1 + curvature * decline * Double(month), -1 / curvature)
    rates.append(Scalar(choke * base * Double.exp(noise * generator.normal())))
    chokes.append(Scalar(choke))
  }
  return (rates, chokes)
}

/// A synthetic seismogram with a P arrival: noise, then a decaying oscillation.
///
///     x(t) = ε + s e^{−(t − t₀)/d} sin(2πf (t − t₀) + ½) [t ≥ t₀]
///
/// - Parameter duration: d, in samples.
/// - Parameter frequencies: f is drawn evenly from these, in cycles a sample.
/// - Returns: the trace, and the sample t₀ at which the wave arrives.
public func seismogram<Scalar: TensorScalar>(
  time: Int,
  signalToNoise: Double = 3,
  duration: Double = 20,
  frequencies: ClosedRange<Double> = 0.08...0.16,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (trace: [Scalar], arrival: Int) {
  let arrival = time / 4 + generator.integer(below: max(1, time / 2))
  let frequency = generator.uniform(in: frequencies) as Double
  let trace = (0..<time).map { sample -> Scalar in
    let since = Double(sample - arrival)
    let wave =
      since < 0
      ? 0 : Double.exp(-since / duration) * Double.sin(2 * .pi * frequency * since + 0.5)
    return Scalar(generator.normal() + signalToNoise * wave)
  }
  return (trace, arrival)
}

/// A ground station's position: a trend, the seasons, noise and one step of an earthquake.
///
///     x(t) = v t + a sin(2πt/365) + s·[t ≥ t₀] + σ ε, in millimetres and days
public func stationPosition<Scalar: TensorScalar>(
  days: Int,
  velocity: Double = 0.03,
  season: Double = 2,
  step: Double = 6,
  noise: Double = 1,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (positions: [Scalar], stepDay: Int) {
  let day = days / 5 + generator.integer(below: max(1, 3 * days / 5))
  let positions = (0..<days).map { t -> Scalar in
    let seasonal = season * Double.sin(2 * .pi * Double(t) / 365)
    let jump = t >= day ? step : 0
    return Scalar(velocity * Double(t) + seasonal + jump + noise * generator.normal())
  }
  return (positions, day)
}
