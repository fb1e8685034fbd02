public import TeachingEngine

/// The lesson's generator.
///
/// It is seeded by the lesson's front matter, so a lesson gives the same numbers
/// in every run.
///
/// A lesson is one thread; a block that starts others gives each its own `generator.split()`.
public var generator: RandomGenerator {
  get { current }
  _modify { yield &current }
}

private nonisolated(unsafe) var current = RandomGenerator(seed: 0)
