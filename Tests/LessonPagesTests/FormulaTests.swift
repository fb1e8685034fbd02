import Testing

@testable import LessonPages

@Suite("Formulas on a terminal keep their grouping")
struct FormulaGroupingTests {
  @Test(
    "with parentheses where TeX shows it by place and size",
    arguments: [
      ("\\frac{1}{\\frac{2}{3}}", "1/(2/3)"),
      ("\\frac{\\frac{1}{2}}{3}", "(1/2)/3"),
      ("\\sqrt{\\frac{a}{b}}", "√(a/b)"),
      ("\\sqrt{x}^2", "(√x)²"),
      ("\\sqrt{x^2}", "√(x²)"),
      ("\\frac{a}{b}^2", "(a/b)²"),
      ("\\frac{a}{b}c", "(a/b)c"),
      ("c\\frac{a}{b}", "c(a/b)"),
      ("{a \\over b} c", "(a/b) c"),
      ("a \\over b c", "a/(b c)"),
      ("{n \\choose k}", "(n choose k)"),
      ("\\frac{a}{b}\\frac{c}{d}", "(a/b)(c/d)"),
      ("a + \\frac{b}{c} - d", "a + b/c − d"),
      ("-\\frac{1}{2}", "−1/2"),
      ("\\frac{-1}{2}", "(−1)/2"),
      ("\\frac{(a+b)}{c}", "(a + b)/c"),
      ("\\frac{|x|}{2}", "|x|/2"),
      ("\\left(\\frac{a}{b}\\right)^2", "(a/b)²"),
      ("\\log\\frac{p}{q}", "log(p/q)"),
      ("\\int \\frac{1}{x}\\,dx", "∫ (1/x) dx"),
      ("\\frac{1}{n}\\sum_i x_i", "1/n ∑ᵢ xᵢ"),
      ("x^{\\frac{a}{b}}", "x^(a/b)"),
      ("{x^2}^3", "(x²)³"),
      ("x^{2^3}", "x^(2³)"),
      ("{x_t}^2", "xₜ²"),
      ("x_{t_1}", "x_(t₁)"),
      ("{ab}^2", "(ab)²"),
      ("x^{2'}", "x^(2′)"),
      ("x_t'^2", "x′ₜ²"),
      ("W_f x", "W_f x"),
      ("W_{fx}", "W_fx"),
      ("x^{a b}", "xᵃᵇ"),
      ("x^{\\text{a b}}", "x^(a b)"),
      ("a\\sqrt[n]{x}", "a ⁿ√x"),
      ("a^n\\sqrt{x}", "aⁿ√x"),
      ("\\sqrt{x}y", "√x y"),
      ("\\sqrt{xy}", "√(xy)"),
      ("\\sqrt[3]{\\sqrt{x}}", "∛√x"),
      ("\\frac{QK^\\top}{\\sqrt{d_k}}V", "((QK^⊤)/√dₖ)V"),
      ("\\frac{n!}{k!}", "(n!)/(k!)"),
      ("\\frac{a}{b}!", "(a/b)!"),
      ("\\binom{n}{k}^2", "(n choose k)²"),
      ("\\overline{a}\\,\\overline{b}", "a\u{305} b\u{305}"),
      ("\\hat{xy}_t", "(xy)\u{302}ₜ"),
      ("a \\overset{!}{=} b", "a =↑(!) b"),
      ("a \\overset{\\text{def}}{=} b", "a ≝ b"),
      ("\\stackrel{?}{=}", "≟"),
      ("\\overset{a}{x}", "x↑(a)"),
      ("\\overset{n}{a+b}", "(a + b)↑(n)"),
      ("\\underset{n}{x}", "x↓(n)"),
      ("\\overset{a}{x}^2", "(x↑(a))²"),
      ("A \\xrightarrow{f} B", "A →↑(f) B"),
      ("A \\xrightarrow[n \\to 0]{} B", "A →↓(n → 0) B"),
      ("\\underbrace{a+b}_{n}", "(a + b)⏟ₙ"),
      ("\\text{a b}^2", "(a b)²"),
      ("\\text{if $x_1 < 2$ holds}", "if x₁ < 2 holds"),
      ("\\text{50\\%}", "50%"),
      ("\\cancel{xy}", "x\u{336}y\u{336}"),
      ("\\not= \\not\\in", "≠ ∉"),
      ("\\not x", "x\u{338}"),
      ("a \\bmod b", "a mod b"),
      ("a \\equiv b \\pmod{n+1}", "a ≡ b (mod n + 1)"),
      ("\\mathbf{x} + x", "𝐱 + x"),
      ("\\mathbf{W}_{hh}^\\top", "𝐖ₕₕ^⊤"),
      ("\\boldsymbol\\delta_t", "𝜹ₜ"),
      ("\\mathbf{+}", "bold(+)"),
      ("\\mathtt{x}\\mathsf{x}", "𝚡𝗑"),
      ("\\boxed{a+b}", "boxed(a + b)"),
      ("\\sum_{\\substack{i<n \\\\ j<m}} a", "∑_(i < n; j < m) a"),
      ("a \\\\[2pt] b", "a; b"),
      ("a\\hspace{1em}b", "a b"),
      ("\\sqrt[\\alpha]{x}", "^α√x"),
      ("\\underset{x}{\\max} f", "maxₓ f"),
      ("\\begin{cases} 1 & a \\\\ 0 & b \\end{cases} + 1", "{1, a; 0, b} + 1"),
      ("\\begin{pmatrix} a+b & c \\\\ -d & e \\end{pmatrix}", "(a + b  c; −d  e)"),
      ("\\begin{pmatrix} \\frac{a}{b} & c \\end{pmatrix}^\\top", "(a/b c)^⊤"),
      ("A\\begin{matrix} a & b \\end{matrix}", "A[a b]"),
      ("\\text{loss} = 3\\text{ms}", "loss = 3 ms"),
      ("1{,}000", "1,000"),
      ("1,000", "1, 000"),
      ("10^{1{,}5}", "10^(1,5)"),
      ("\\frac{1{,}5}{2}", "(1,5)/2"),
      ("a{=}b", "a=b"),
      ("x{-}y", "x−y"),
      ("f{:}\\, X", "f: X"),
    ]
  )
  func grouping(tex: String, expected: String) {
    #expect(UnicodeMath.line(tex) == expected)
  }

  @Test(
    "so that commands of two meanings never look alike, alone, with a script, and beside a letter"
  )
  func commands() {
    let commands = [
      "x", "\\mathbf{x}", "\\boldsymbol{x}", "\\mathsf{x}", "\\mathtt{x}", "\\mathcal{x}",
      "\\mathfrak{x}", "\\mathbb{x}", "\\hat{x}", "\\overline{x}", "\\underline{x}", "\\cancel{x}",
      "\\bcancel{x}", "\\xcancel{x}", "\\sout{x}", "\\not{x}", "\\boxed{x}", "\\sqrt{x}",
      "\\overset{a}{x}", "\\underset{a}{x}", "a^x", "x^a", "x_a", "a x", "x a", "\\frac{x}{a}",
      "\\underbrace{x}", "\\overbrace{x}", "x \\bmod a", "\\pmod{x}", "\\text{so b}", "\\text{xa}",
      "\\xrightarrow{x}", "\\xrightarrow[x]{}", "\\xleftarrow{x}", "\\binom{x}{a}", "\\dot{x}",
      "\\unknown{x}",
    ]
    for form in ["#", "{#}^2", "{#}_i", "b #", "# b", "\\sqrt{#}", "\\frac{#}{b}", "\\mathbf{#}"] {
      var seen: [String: String] = [:]
      for command in commands {
        let tex = form.replacing("#", with: command)
        let text = UnicodeMath.line(tex)
        let other = seen.updateValue(tex, forKey: text) ?? tex
        #expect(other == tex, "both are shown as \(text)")
        #expect(text.contains { $0 != " " }, "\(tex) shows nothing")
      }
    }
  }

  @Test("so that formulas of two structures never look alike", arguments: 1...4)
  func distinct(seed: Int) {
    var trees = RandomFormulas(seed: UInt64(seed))
    var seen: [String: String] = [:]
    for _ in 0..<2500 {
      let tex = trees.next().tex
      let text = UnicodeMath.line(tex)
      let other = seen.updateValue(tex, forKey: text) ?? tex
      #expect(other == tex, "both are shown as \(text)")
    }
    #expect(seen.count > 1000)
  }

  @Test(
    "or are left as TeX where they are nested too deep, however that is done",
    arguments: [
      ("\\frac{1}{", "x", "}"), ("{", "x", "}"), ("x_{", "x", "}"), ("\\sqrt", "x", ""),
      ("\\hat", "x", ""), ("\\begin{pmatrix}", "x", "\\end{pmatrix}"), ("\\begin{aligned}", "", ""),
      ("\\frac", "", ""), ("a\\over ", "b", ""), ("^{", "", ""), ("\\mathbf{", "x", "}"),
    ]
  )
  func deep(opening: String, middle: String, closing: String) {
    for count in [1300, 100_000] {
      let tex =
        String(repeating: opening, count: count) + middle
        + String(repeating: closing, count: count)
      #expect(UnicodeMath.line(tex) == tex)
    }
  }

  @Test(
    "and are shown however long a row is",
    arguments: ["x_", "x'", "^", "x + ", "x & ", "\\left( ", "}", "\\end{x}", "\\text{", "\\sqrt["]
  )
  func wide(part: String) {
    _ = UnicodeMath.lines(String(repeating: part, count: 2000))
    _ = UnicodeMath.lines("\\begin{pmatrix}" + String(repeating: part, count: 2000))
  }
}
