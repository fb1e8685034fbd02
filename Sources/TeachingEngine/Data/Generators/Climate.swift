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
