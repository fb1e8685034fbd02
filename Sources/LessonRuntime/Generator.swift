public import TeachingEngine

/// The lesson's generator.
///
/// It is seeded by the lesson's front matter, so a lesson gives the same numbers
/// in every run.
///
/// A lesson is one thread; a block that starts others gives each its own `generator.split()`.
public nonisolated(unsafe) var generator = RandomGenerator(seed: 0)
