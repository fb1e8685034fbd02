/// A delayed-oscillator index of El Niño, one value a month.
///
///     dT/dt = T − T³ − α T(t − δ)        in units of months, with noise
///
/// - Source: Suarez & Schopf (1988).
public func delayedOscillator<Scalar: TensorScalar>(
  months: Int,
  coupling: Double = 0.75,
  delayMonths: Int = 6,
  noise: Double = 0.05,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> [Scalar] {
  // The equation's own unit of time is the delay divided by six; twenty small steps a month.
  let stepsPerMonth = 20
  let step = 6.0 / Double(delayMonths * stepsPerMonth)
  var values = Array(repeating: 0.1, count: delayMonths * stepsPerMonth + 1)
  let runIn = 60
  for _ in 0..<((months + runIn) * stepsPerMonth) {
    let now = values[values.count - 1]
    let then = values[values.count - 1 - delayMonths * stepsPerMonth]
    let drift = now - now * now * now - coupling * then
    values.append(now + step * drift + noise * step.squareRoot() * generator.normal())
  }
  let start = values.count - months * stepsPerMonth
  return (0..<months).map { Scalar(values[start + $0 * stepsPerMonth]) }
}

/// A past climate and the proxy that records it, smeared and delayed.
///
///     T: autoregression, φ = 0.95        proxy_t = 0.7 proxy_{t−1} + 0.3 T_t + σ ε
///
/// - Returns: the temperatures and the proxy; the task is to infer the first from the second.
public func climateProxy<Scalar: TensorScalar>(
  count: Int,
  noise: Double = 0.1,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (temperatures: [Scalar], proxies: [Scalar]) {
  let temperatures: [Double] = autoregression(
    [0.95],
    noise: 0.3,
    count: count,
    generator: &generator,
    as: Double.self
  )
  var proxy = 0.0
  let proxies = temperatures.map { temperature -> Scalar in
    proxy = 0.7 * proxy + 0.3 * temperature + noise * generator.normal()
    return Scalar(proxy)
  }
  return (temperatures.map { Scalar($0) }, proxies)
}
