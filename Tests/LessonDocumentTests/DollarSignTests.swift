import LessonDocument
import Testing

/// The formulas in a text.
private func formulas(in source: String) throws -> [String] {
  let lesson = try LessonReader().lesson(source: source, file: "lesson.md")
  let inlines = lesson.elements.flatMap(\.inlines).flatMap(\.withDescendants)
  let displayed = lesson.elements.flatMap(\.withDescendants).compactMap { element in
    if case .math(let tex, _) = element { tex } else { nil }
  }
  return displayed
    + inlines.compactMap { inline in if case .math(let tex, _) = inline { tex } else { nil } }
}

@Test(
  "A dollar sign that is spoken of, a price and a name are no formula",
  arguments: [
    #"He said "$" and "$"."#, "He said '$' and '$'.", "“$” and “$”", "„$“ und „$“", "«$» et «$»",
    "($) or ($)", "[$] or [$]", "*$* and *$*", "**$** and **$**", "<b>$</b> and <b>$</b>",
    #""$," and "$.""#, #"the "$-sign" and the "$-amount""#, #""$$" and "$$""#,
    "$.50-$.75", "$5 and $6", "$/€/$", "$/kg against €/$", "(a/$)/(b/$)", "$, €, $", "$…$",
    "$HOME/$USER", "$A-$B",
  ]
)
func noFormula(text: String) throws {
  #expect(try formulas(in: text) == [])
}

@Test(
  "What an author means for a formula is one",
  arguments: [
    ("\"$x$\"", ["x"]), ("($x$)", ["x"]), ("*$x$*", ["x"]), ("$f'$", ["f'"]), ("$+$", ["+"]),
    ("$=$", ["="]), ("$*$", ["*"]), ("$[0, 1)$", ["[0, 1)"]), ("$]0, 1[$", ["]0, 1["]),
    ("$\\text{€}5$", ["\\text{€}5"]), ("$-1$", ["-1"]), ("$x$, $y$", ["x", "y"]),
    ("\"$$x$$\"", ["x"]), ("$\\$$", ["\\$"]), ("$/$", ["/"]), ("$|x|$", ["|x|"]),
  ]
)
func formula(text: String, expected: [String]) throws {
  #expect(try formulas(in: text) == expected)
}
