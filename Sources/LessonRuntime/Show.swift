public import Plots

/// Shows a value under the block, in order with what is printed.
public func show<Value>(_ value: Value) {
  RuntimeHost.emit(.value(shownText(of: value)))
}

/// Shows several values on one line, as `print` would.
public func show(_ first: Any, _ second: Any, _ rest: Any...) {
  RuntimeHost.emit(.value(([first, second] + rest).map(shownText(of:)).joined(separator: " ")))
}

/// Shows a chart under the block.
public func show(_ chart: Chart) {
  RuntimeHost.emit(.chart(chart))
}

/// Shows a table under the block.
public func show(_ table: Table) {
  RuntimeHost.emit(.table(table))
}

/// The text of a value: its description, an optional without its wrapping.
func shownText(of value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  guard mirror.displayStyle == .optional else { return String(describing: value) }
  guard let wrapped = mirror.children.first?.value else { return "nil" }
  return shownText(of: wrapped)
}

/// The text of a value within a sentence: floating-point numbers with at most six significant digits.
func inlineText(of value: Any) -> String {
  switch value {
  case let number as Double: NumberText.sixDigits(number)
  case let number as Float: NumberText.sixDigits(Double(number))
  default: shownText(of: value)
  }
}
