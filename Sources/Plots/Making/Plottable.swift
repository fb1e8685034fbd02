/// A number that a chart can draw: `Float`, `Double` or `Int`.
public protocol Plottable: Sendable {
  /// The same number, as charts store it.
  var plotted: Double { get }
}

extension Double: Plottable {
  /// The number itself.
  public var plotted: Double { self }
}

extension Float: Plottable {
  /// The same number; six significant digits show it as the float was written.
  public var plotted: Double { Double(self) }
}

extension Int: Plottable {
  /// The nearest double.
  public var plotted: Double { Double(self) }
}

/// Stops the program with a sentence if a caller's figure makes no sense.
///
/// A precondition would stop without its sentence in an optimised build.
func demand(
  _ condition: Bool,
  _ sentence: @autoclosure () -> String,
  file: StaticString,
  line: UInt
) {
  if !condition { fatalError(sentence(), file: file, line: line) }
}
