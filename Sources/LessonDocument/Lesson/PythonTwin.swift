/// A twin: what the block above does, in PyTorch.
///
/// A lesson writes it as ` ```python twin `; it is shown and never run here.
public enum PythonTwin {
  /// The language of such code.
  public static let language = "python twin"

  /// The code that a reader sees, without the lines `#| …` that say how the outputs are compared.
  public static func shown(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#|") }.joined(separator: "\n")
  }
}
