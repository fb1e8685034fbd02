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
  /// The shortest decimal that names this float, so that 0.1 is shown as 0.1.
  public var plotted: Double { isFinite ? Double(description) ?? Double(self) : Double(self) }
}

extension Int: Plottable {
  /// The nearest double.
  public var plotted: Double { Double(self) }
}
