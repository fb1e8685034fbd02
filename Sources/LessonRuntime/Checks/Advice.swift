/// Does something, and says so if it takes longer than it should: advice, which is never counted.
///
/// How long something takes depends on the machine, so no check may depend on it.
///
/// - Parameter what: what is done, as the beginning of a sentence: "One epoch".
/// - Parameter seconds: what is within reach of a good answer.
public func adviseTime<Value>(
  _ what: String,
  under seconds: Double,
  _ body: () throws -> Value
) rethrows -> Value {
  let clock = ContinuousClock()
  let began = clock.now
  let value = try body()
  let spent = (clock.now - began).components
  let taken = Double(spent.seconds) + Double(spent.attoseconds) * 1e-18
  if taken > seconds {
    RuntimeHost.emit(
      .advice(
        """
        \(what) took \(NumberText.sixDigits((taken * 100).rounded() / 100)) s; \
        \(NumberText.sixDigits(seconds)) s is within reach
        """
      )
    )
  }
  return value
}
