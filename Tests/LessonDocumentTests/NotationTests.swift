import Foundation
import LessonDocument
import Testing

/// The glossary of the course, three folders above this file.
private let glossary = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Lessons/glossary.md")

/// A formula reduced to what tells one sign from another: a bold letter and a plain one are the
/// same sign, and so is a sign with its time step.
private func sign(of formula: String) -> String {
  var sign = formula.replacing(/\\(?:mathbf|boldsymbol)\s*(?:\{([^{}]*)\}|(\\?[A-Za-z]+))/) {
    String($0.output.1 ?? $0.output.2 ?? "")
  }
  sign.replace(/_(?:t\b|\{t\})/, with: "")
  return sign.filter { !$0.isWhitespace }
}

/// The signs that each row of a page's table "Notation" explains in its first column.
private func explainedSigns(of page: Lesson) -> [Set<String>] {
  var isNotation = false
  var rows: [Set<String>] = []
  for element in page.elements {
    if case .heading(_, _, let anchor, _) = element { isNotation = anchor == "notation" }
    guard isNotation, case .table(let table) = element else { continue }
    rows += table.rows.map { row in
      Set(
        (row.first ?? []).compactMap {
          if case .math(let formula, _) = $0 { sign(of: formula) } else { nil }
        }
      )
    }
  }
  return rows
}

/// The signs that stand in more than one row.
private func ambiguousSigns(of page: Lesson) -> [String] {
  var rows: [String: Int] = [:]
  for sign in explainedSigns(of: page).joined() { rows[sign, default: 0] += 1 }
  return rows.filter { $0.value > 1 }.keys.sorted()
}

@Test("Each sign of the course has one row in the table of notation")
func courseNotation() throws {
  let page = try LessonReader().lesson(at: glossary.path)
  let rows = explainedSigns(of: page)
  #expect(rows.count >= 50)
  #expect(rows.allSatisfy { !$0.isEmpty })
  #expect(ambiguousSigns(of: page) == [])
}

@Test(
  "A sign with two rows is noticed, bold or plain, with its time step or without",
  arguments: [
    ("$z$", "$z$", ["z"]), ("$x_t$", "$\\mathbf{x}$", ["x"]), ("$\\hat y$", "$y$", []),
    ("$a$, $b$", "$c$, $b_t$", ["b"]), ("$\\boldsymbol\\delta_t$", "$\\delta$", ["\\delta"]),
    ("$h_t$, $\\mathbf{h}_t$", "$h^{(1)}_t$", []), ("$p_j$", "$p_{\\text{drop}}$", []),
  ]
)
func ambiguousSignsAreNoticed(first: String, second: String, ambiguous: [String]) throws {
  let text = """
    ## Notation

    | Sign | Meaning |
    |---|---|
    | \(first) | one thing |
    | \(second) | another, beside $z$ |
    """
  let page = try LessonReader().lesson(source: text, file: "page.md")
  #expect(ambiguousSigns(of: page) == ambiguous)
}
