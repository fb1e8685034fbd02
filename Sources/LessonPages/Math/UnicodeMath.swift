/// Writes TeX as a line of Unicode for the terminal: `h_t = \tanh(W_{hh} h_{t-1})` becomes
/// `hₜ = tanh(Wₕₕ hₜ₋₁)`.
///
/// Formulas that are grouped otherwise are written otherwise: `1/(2/3)` is not `(1/2)/3`. A command it
/// does not know is left as it stands, and so is a formula that is nested too deep: readable, not typeset.
enum UnicodeMath {
  /// The formula on one line; rows of a table are divided by semicolons.
  static func line(_ tex: String) -> String {
    guard let formula = FormulaReader.formula(of: tex) else { return tex }
    return FormulaWriter.text(formula, rowSeparator: "; ")
  }

  /// The formula as lines, one a row of `aligned`, `cases` and the like.
  static func lines(_ tex: String) -> [String] {
    guard let formula = FormulaReader.formula(of: tex) else {
      return tex.split(separator: "\n").map(String.init)
    }
    return FormulaWriter.text(formula, rowSeparator: "\n").split(separator: "\n").map(String.init)
  }
}
