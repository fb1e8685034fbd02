/// An earthquake of a catalogue.
public struct Earthquake: Sendable, Equatable {
  /// In days since the catalogue begins.
  public let time: Double
  /// How strong it is.
  public let magnitude: Double

  /// An earthquake at a time, of a magnitude.
  public init(time: Double, magnitude: Double) {
    self.time = time
    self.magnitude = magnitude
  }
}

/// Self-exciting earthquakes (ETAS): every event raises the rate of later ones.
///
///     λ(t) = μ + Σ_{tᵢ<t} kᵢ / (t − tᵢ + c)^p        kᵢ = K e^{α(Mᵢ − M₀)}        M − M₀ ~ Exp(b ln 10)
///
/// - Source: Ogata (1988); Utsu (1961) for the power of time; Ogata (1981) for the thinning.
public struct EpidemicAftershocks: Sendable, Equatable {
  /// μ, events a day that nothing triggers.
  public let background: Double
  /// K, what an event of the smallest magnitude triggers.
  public let productivity: Double
  /// α, how much more a greater event triggers.
  public let efficiency: Double
  /// c, in days.
  public let delay: Double
  /// p.
  public let exponent: Double
  /// b of Gutenberg and Richter.
  public let slope: Double
  /// M₀.
  public let smallest: Double

  /// A law with these constants.
  public init(
    background: Double = 0.5,
    productivity: Double = 0.02,
    efficiency: Double = 1.5,
    delay: Double = 0.01,
    exponent: Double = 1.1,
    slope: Double = 1,
    smallest: Double = 3
  ) {
    self.background = background
    self.productivity = productivity
    self.efficiency = efficiency
    self.delay = delay
    self.exponent = exponent
    self.slope = slope
    self.smallest = smallest
  }

  /// λ(t), in events a day, given what came before.
  public func rate(at time: Double, after events: [Earthquake]) -> Double {
    events.reduce(background) { sum, event in
      guard event.time < time else { return sum }
      return sum + weight(event) * Double.pow(time - event.time + delay, -exponent)
    }
  }

  /// The expected number of events within a time, given what came before it.
  ///
  /// What the background and the past trigger directly is an integral of λ:
  ///
  ///     ∫ₐᵇ λ dt = μ (b − a) + Σ_{tᵢ<a} kᵢ (G(b − tᵢ) − G(a − tᵢ))        G(s) = ∫₀ˢ (u + c)^−p du
  ///
  /// The events within the time trigger more of them. Each triggers k̄ G(s) events in the time s that is
  /// left, with k̄ the mean of k. So the time is cut into steps, and what is expected in one step is spread
  /// over it and added to what is expected in that step and later ones.
  ///
  /// - Parameter steps: the number of steps.
  public func expectedCount(
    in days: Range<Double>,
    after events: [Earthquake],
    steps: Int = 20
  ) -> Double {
    let past = events.filter { $0.time < days.lowerBound }
    let weights = past.map(weight)
    let length = (days.upperBound - days.lowerBound) / Double(steps)
    // Of events spread evenly over a step, the share of k̄ that falls into a step so many steps later.
    let twice = (0...steps).map { twiceIntegrated(Double($0) * length) / length }
    let shares = (0..<steps).map { later in
      later == 0 ? twice[1] : twice[later + 1] - 2 * twice[later] + twice[later - 1]
    }
    let mean = meanWeight
    var counts: [Double] = []
    for step in 0..<steps {
      let from = days.lowerBound + Double(step) * length
      let direct = zip(past, weights).reduce(background * length) { sum, event in
        let since = from - event.0.time
        return sum + event.1 * (integrated(since + length) - integrated(since))
      }
      let triggered = counts.enumerated().reduce(0) { $0 + $1.element * shares[step - $1.offset] }
      // What a step triggers within itself, those trigger again: a geometric series.
      counts.append((direct + mean * triggered) / (1 - mean * shares[0]))
    }
    return counts.reduce(0, +)
  }

  /// A catalogue, in order of time, by thinning; it begins at time 0 with the mainshock, if one is given.
  ///
  /// Magnitudes are cut at 9; a catalogue that explodes ends after 100,000 events.
  public func events(
    days: Double,
    mainshock: Double? = nil,
    generator: inout RandomGenerator
  ) -> [Earthquake] {
    var events = mainshock.map { [Earthquake(time: 0, magnitude: $0)] } ?? []
    var time = 0.0
    while events.count < 100_000 {
      // Between events the rate only falls, so its present value bounds it. An event counts from its own time on.
      let bound = rate(at: time.nextUp, after: events)
      time += generator.exponential(rate: bound)
      guard time < days else { break }
      if generator.unit() * bound < rate(at: time, after: events) {
        let magnitude = smallest + generator.exponential(rate: slope * 2.302585092994046)
        events.append(Earthquake(time: time, magnitude: Swift.min(magnitude, 9)))
      }
    }
    return events
  }

  private func weight(_ event: Earthquake) -> Double {
    productivity * Double.exp(efficiency * (event.magnitude - smallest))
  }

  /// k̄, the mean of k over magnitudes up to 9.
  private var meanWeight: Double {
    let fall = slope * 2.302585092994046 - efficiency
    let range = 9 - smallest
    let end = Double.exp(-fall * range)
    let below = fall == 0 ? range : (1 - end) / fall
    return productivity * ((fall + efficiency) * below + end)
  }

  /// ∫ (u + c)^−q du up to s, from 0.
  private func integral(_ q: Double, _ s: Double) -> Double {
    q == 1
      ? Double.log((s + delay) / delay)
      : (Double.pow(s + delay, 1 - q) - Double.pow(delay, 1 - q)) / (1 - q)
  }

  /// G(s).
  private func integrated(_ s: Double) -> Double { integral(exponent, s) }

  /// ∫₀ˢ G du = (s + c) G(s) − ∫₀ˢ (u + c)^{1−p} du, by parts.
  private func twiceIntegrated(_ s: Double) -> Double {
    (s + delay) * integrated(s) - integral(exponent - 1, s)
  }
}
