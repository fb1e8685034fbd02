/// sin(0.01 t) + 0.2 ε for t = 1 … count: the noisy sine of a first forecasting lesson.
///
/// - Source: Zhang et al., "Dive into Deep Learning", section 9.1.
public func noisySine<Scalar: TensorScalar>(
  count: Int = 1000,
  frequency: Double = 0.01,
  noise: Double = 0.2,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> [Scalar] {
  (1...max(1, count)).map {
    Scalar(Double.sin(frequency * Double($0)) + noise * generator.normal())
  }
}

/// Pieces of one sine with random phases, each with its next value: a task to learn, and with
/// another period a task to learn after it.
///
///     x_t = a sin(2π (t / period + φ)),  φ drawn from U(0, 1) for every piece
///
/// - Returns: inputs `[count, time, 1]` and the values that follow, `[count, 1]`.
public func sinePieces<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  period: Double,
  amplitude: Double = 1,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> SequenceExamples<Scalar> {
  var (inputs, targets): ([Scalar], [Scalar]) = ([], [])
  for _ in 0..<count {
    let phase: Double = generator.uniform(in: 0...1)
    let wave = (0...time).map {
      Scalar(amplitude * Double.sin(2 * .pi * (Double($0) / period + phase)))
    }
    inputs += wave.dropLast()
    targets.append(wave[time])
  }
  return SequenceExamples(
    inputs: TensorOf(shape: [count, time, 1], scalars: inputs),
    targets: TensorOf(shape: [count, 1], scalars: targets)
  )
}

/// A trend, two sines and noise: y = slope · t + a sin(2πf₁t) + b sin(2πf₂t) + σ ε at even times.
public func trendWithTwoSines<Scalar: TensorScalar>(
  count: Int = 201,
  step: Double = 0.05,
  slope: Double = 0.1,
  amplitudes: (Double, Double) = (1, 0.5),
  frequencies: (Double, Double) = (0.5, 1.3),
  noise: Double = 0.15,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> [Scalar] {
  (0..<count).map { index in
    let t = step * Double(index)
    let first = amplitudes.0 * Double.sin(2 * .pi * frequencies.0 * t)
    let second = amplitudes.1 * Double.sin(2 * .pi * frequencies.1 * t)
    return Scalar(slope * t + first + second + noise * generator.normal())
  }
}

/// An autoregression x_t = Σ φ_k x_{t−k} + σ ε, started from zeros and run in for 100 steps.
public func autoregression<Scalar: TensorScalar>(
  _ coefficients: [Double],
  noise: Double = 1,
  count: Int,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> [Scalar] {
  var values = Array(repeating: 0.0, count: coefficients.count)
  for _ in 0..<(count + 100) {
    let past = zip(coefficients, values.reversed()).reduce(0) { $0 + $1.0 * $1.1 }
    values.append(past + noise * generator.normal())
  }
  return values.suffix(count).map { Scalar($0) }
}

/// A random walk, x_t = x_{t−1} + drift + σ ε: no forecast beats its last value (plus drift).
public func randomWalk<Scalar: TensorScalar>(
  count: Int,
  drift: Double = 0,
  noise: Double = 1,
  start: Double = 0,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> [Scalar] {
  var value = start
  return (0..<count).map { _ in
    defer { value += drift + noise * generator.normal() }
    return Scalar(value)
  }
}

/// A Gaussian blob that moves along a line and is reflected at its ends: `[time, places]`.
public func movingBlob<Scalar: TensorScalar>(
  time: Int,
  places: Int,
  width: Double = 1.5,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> TensorOf<Scalar> {
  var position = Double(places - 1) * generator.unit()
  var velocity = (generator.bernoulli(0.5) ? 1 : -1) * (0.5 + generator.unit())
  return TensorOf(
    (0..<time).map { _ in
      let row = (0..<places).map { place in
        let distance = (Double(place) - position) / width
        return Scalar(Double.exp(-distance * distance / 2))
      }
      position += velocity
      if position < 0 || position > Double(places - 1) {
        velocity = -velocity
        position = position < 0 ? -position : 2 * Double(places - 1) - position
      }
      return row
    }
  )
}
