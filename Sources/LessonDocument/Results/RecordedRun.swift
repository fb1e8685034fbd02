/// A run whose result is kept with the lesson, because it takes too long to be done each time.
public struct RecordedRun: Codable, Equatable, Sendable {
  /// The day in UTC: `2026-03-01`.
  public var date: String
  /// Where it ran.
  public var machine: Machine
  /// The seeds of its random generators.
  public var seeds: [UInt64]
  /// Processor seconds, those of all threads together; from 10 on whole ones.
  public var cpuSeconds: Double

  /// Makes the description of a run.
  public init(date: String, machine: Machine, seeds: [UInt64], cpuSeconds: Double) {
    self.date = date
    self.machine = machine
    self.seeds = seeds
    self.cpuSeconds = cpuSeconds
  }

  enum CodingKeys: String, CodingKey {
    case date, machine, seeds
    case cpuSeconds = "cpu_seconds"
  }
}

/// A machine on which lessons run.
public struct Machine: Codable, Equatable, Sendable {
  /// The processor's model, as it names itself.
  public var processor: String
  /// How many processors the system offers.
  public var cores: Int

  /// Makes the description of a machine.
  public init(processor: String, cores: Int) {
    self.processor = processor
    self.cores = cores
  }
}
