/// Calcium indicator fluorescence of a spiking cell: a linear recurrence.
///
///     c_t = α c_{t−1} + s_t, α = e^{−1/(τ f)}        F_t = c_t + σ ε
///
/// With τ = 0.5 s and f = 30 Hz, α = 0.9355: a memory of 15 frames.
///
/// - Source: Vogelstein et al. (2010), eq. 1.
public func calciumTrace<Scalar: TensorScalar>(
  frames: Int,
  timeConstant: Double = 0.5,
  frameRate: Double = 30,
  spikeRate: Double = 0.05,
  noise: Double = 0.05,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (spikes: [Scalar], fluorescence: [Scalar]) {
  let decay = Double.exp(-1 / (timeConstant * frameRate))
  var calcium = 0.0
  var spikes: [Scalar] = []
  var fluorescence: [Scalar] = []
  for _ in 0..<frames {
    let spike = generator.bernoulli(spikeRate) ? 1.0 : 0
    calcium = decay * calcium + spike
    spikes.append(Scalar(spike))
    fluorescence.append(Scalar(calcium + noise * generator.normal()))
  }
  return (spikes, fluorescence)
}

/// Spikes with a refractory period and adaptation, bin by bin.
///
///     P(spike) = 0 within `refractoryBins` of the last, else σ(drive − a_t)
///     a_t = ρ a_{t−1} + increment · spike_{t−1}
///
/// - Parameter drive: the log-odds of a spike in each bin without history.
/// - Returns: 0 or 1 for every bin.
public func refractorySpikes(
  drive: [Double],
  refractoryBins: Int = 3,
  adaptation: Double = 1,
  decay: Double = 0.95,
  generator: inout RandomGenerator
) -> [Int] {
  var sinceSpike = refractoryBins
  var adapted = 0.0
  return drive.map { odds in
    let isSpike =
      sinceSpike >= refractoryBins && generator.bernoulli(Double.sigmoid(odds - adapted))
    adapted = decay * adapted + (isSpike ? adaptation : 0)
    sinceSpike = isSpike ? 0 : sinceSpike + 1
    return isSpike ? 1 : 0
  }
}

/// Intended movement in the plane and the spike counts of cosine-tuned cells.
///
///     v_t = ρ v_{t−1} + √(1−ρ²) ε        counts ~ Poisson(e^{b + g v·d})
///
/// - Returns: velocities `[time, 2]` and counts `[time, cells]`.
/// - Source: Georgopoulos et al. (1982) for the tuning.
public func movementDecoding<Scalar: TensorScalar>(
  time: Int,
  cells: Int = 12,
  persistence: Double = 0.95,
  baseline: Double = 0,
  gain: Double = 0.8,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (velocities: TensorOf<Scalar>, counts: TensorOf<Scalar>) {
  let directions = (0..<cells).map { cell in
    let angle = 2 * Double.pi * Double(cell) / Double(cells)
    return (Double.cos(angle), Double.sin(angle))
  }
  let innovation = (1 - persistence * persistence).squareRoot()
  var velocity = (0.0, 0.0)
  var velocities: [[Scalar]] = []
  var counts: [[Scalar]] = []
  for _ in 0..<time {
    velocity = (
      persistence * velocity.0 + innovation * generator.normal(),
      persistence * velocity.1 + innovation * generator.normal()
    )
    velocities.append([Scalar(velocity.0), Scalar(velocity.1)])
    counts.append(
      directions.map { direction in
        let projection = velocity.0 * direction.0 + velocity.1 * direction.1
        return Scalar(generator.poisson(mean: Double.exp(baseline + gain * projection)))
      }
    )
  }
  return (TensorOf(velocities), TensorOf(counts))
}

/// Flip-flops: rare pulses of ±1 on every channel; the target is each channel's last pulse.
///
/// - Returns: pulses and targets, each `[count, time, channels]`.
/// - Source: Sussillo & Barak (2013), section 4.1.
public func flipFlop<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  channels: Int = 1,
  pulseChance: Double = 0.1,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (pulses: TensorOf<Scalar>, targets: TensorOf<Scalar>) {
  var pulses = TensorOf<Scalar>.zeros([count, time, channels])
  var targets = TensorOf<Scalar>.zeros([count, time, channels])
  for example in 0..<count {
    for channel in 0..<channels {
      var held: Scalar = 0
      for step in 0..<time {
        if step == 0 || generator.bernoulli(pulseChance) {
          held = generator.bernoulli(0.5) ? 1 : -1
          pulses[example, step, channel] = held
        }
        targets[example, step, channel] = held
      }
    }
  }
  return (pulses, targets)
}
