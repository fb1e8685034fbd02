import Foundation
import Testing

@testable import LessonPages

@Suite("Formulas on pages", .enabled(if: (try? KaTeXLocator().locate()) != nil))
struct MathTypesetterTests {
  private func typesetter() throws -> MathTypesetter {
    try #require(try MathTypesetter.installed())
  }

  @Test("become MathML that keeps its TeX as annotation")
  func mathML() throws {
    let markup = try typesetter().mathML("x_1 < \\tanh y", isDisplay: false)
    #expect(markup.hasPrefix("<math>"))
    #expect(markup.hasSuffix("</math>"))
    #expect(markup.contains("<msub><mi>x</mi><mn>1</mn></msub>"))
    #expect(
      markup.contains("<annotation encoding=\"application/x-tex\">x_1 &lt; \\tanh y</annotation>")
    )
  }

  @Test("keep what stands below and above the name of an operator in its place")
  func operatorScripts() throws {
    let markup = try typesetter().mathML("\\sigma_{\\max}^k", isDisplay: false)
    #expect(markup.contains("<msubsup><mi>σ</mi><mi>max</mi><mi>k</mi></msubsup>"))
  }

  @Test("set a thin space around the name of an operator, but not before a parenthesis")
  func operatorSpaces() throws {
    let space = "<mspace width=\"0.1667em\"></mspace>"
    let markup = try typesetter().mathML("2 \\max x", isDisplay: false)
    #expect(markup.matches(of: try Regex(space)).count == 2)
    #expect(!(try typesetter().mathML("\\tanh(x)", isDisplay: false)).contains("mspace"))
  }

  @Test(
    "set a sign at its number, and no space around operators in scripts",
    arguments: [
      ("\\sigma(-x)", "<mo lspace=\"0em\" rspace=\"0em\" form=\"prefix\">−</mo>"),
      ("a = -x", "<mo lspace=\"0em\" rspace=\"0em\" form=\"prefix\">−</mo>"),
      ("h_{t-1}", "<mi>t</mi><mo lspace=\"0em\" rspace=\"0em\">−</mo><mn>1</mn>"),
      ("(a) - x", "<mo>−</mo>"), ("a - x", "<mo>−</mo>"),
    ]
  )
  func signs(tex: String, expected: String) throws {
    let markup = try typesetter().mathML(tex, isDisplay: false)
    #expect(markup.contains(expected), "\(markup)")
  }

  @Test("on lines of their own are displayed")
  func display() throws {
    #expect(try typesetter().mathML("x", isDisplay: true).contains("display=\"block\""))
  }

  @Test(
    "have the letters of Unicode's alphabets, since browsers draw no others",
    arguments: [
      ("\\mathbf{W}", "<mi mathvariant=\"normal\">𝐖</mi>"),
      ("\\boldsymbol{x}", "<mi mathvariant=\"normal\">𝒙</mi>"),
      ("\\mathbb{R}", "<mi mathvariant=\"normal\">ℝ</mi>"),
      ("\\mathcal{L}", "<mi mathvariant=\"normal\">ℒ</mi>"),
      ("\\mathbf{1}", "<mn>𝟏</mn>"),
      ("\\vec{g}", "<mo stretchy=\"false\" class=\"vector\">→</mo>"),
    ]
  )
  func alphabets(tex: String, expected: String) throws {
    let markup = try typesetter().mathML(tex, isDisplay: false)
    #expect(markup.contains(expected), "\(markup)")
  }

  @Test("align their columns by class, without inline styles")
  func alignment() throws {
    let tex = "\\begin{aligned} a &= b \\\\ cc &= d \\end{aligned}"
    let markup = try typesetter().mathML(tex, isDisplay: true)
    #expect(markup.contains("<mtd class=\"right\">"))
    #expect(markup.contains("<mtd class=\"left\">"))
    #expect(!markup.contains("columnalign"))
    #expect(!markup.contains(" style=\""))
  }

  @Test(
    "may use what texts on networks use",
    arguments: [
      "\\begin{bmatrix} W_x \\\\ W_h \\end{bmatrix}", "\\begin{pmatrix} 1 & 2 \\end{pmatrix}",
      "f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
      "\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}",
      "\\underbrace{a + b}_{\\text{sum}}", "\\boxed{E}", "\\cancel{x}", "x \\xrightarrow{f} y",
      "\\sum\\limits_{t=1}^{T} \\prod_{k} \\frac{\\partial h_k}{\\partial h_{k-1}}", "\\tag{1} x",
      "\\left\\lVert g \\right\\rVert_2", "\\operatorname*{arg\\,max}_y p(y \\mid x)",
      "\\overset{!}{=}", "\\color{red} x", "\\sqrt[3]{x}", "\\vec{h}, \\overrightarrow{h}",
      "\\mathbf{W}^{\\top}", "\\begin{gather} a \\\\ b \\end{gather}", "\\dots \\quad \\forall t",
    ]
  )
  func repertoire(tex: String) throws {
    let markup = try typesetter().mathML(tex, isDisplay: true)
    #expect(markup.hasPrefix("<math"))
    #expect(!markup.contains(" style=\""))
  }

  @Test("have no column for numbers they do not bear")
  func unnumbered() throws {
    let tex = "\\begin{align} a &= b \\\\ c &= d \\end{align}"
    let markup = try typesetter().mathML(tex, isDisplay: true)
    #expect(markup.matches(of: /<mtd/).count == 4)
    #expect(markup.matches(of: /<mtd class="right">/).count == 2)
  }

  @Test("may hold characters beyond U+FFFF")
  func astral() throws {
    #expect(try typesetter().mathML("\\text{𝒳 = 😀}", isDisplay: false).contains("𝒳 = 😀"))
  }

  @Test("that KaTeX does not know are refused with the reason")
  func refusal() throws {
    let typesetter = try typesetter()
    let error = #expect(throws: MathError.self) {
      try typesetter.mathML("\\frobnicate{x}", isDisplay: false)
    }
    #expect(
      error?.description
        == "The formula \u{201C}\\frobnicate{x}\u{201D} is not TeX that KaTeX knows: "
        + "Undefined control sequence: \\frobnicate at position 1: \\frobnicate{x}."
    )
    #expect(throws: MathError.self) { try typesetter.mathML("{x", isDisplay: true) }
    #expect(try typesetter.mathML("x", isDisplay: false).contains("<mi>x</mi>"))
  }

  @Test("cannot loop or leave the page")
  func hostile() throws {
    let typesetter = try typesetter()
    #expect(throws: MathError.self) {
      try typesetter.mathML("\\def\\a{\\a\\a}\\a", isDisplay: false)
    }
    let link = try? typesetter.mathML("\\href{javascript:alert(1)}{x}", isDisplay: false)
    #expect(link?.contains("href=\"javascript") != true)
    let script = try typesetter.mathML("\\text{</math><script>alert(1)</script>}", isDisplay: false)
    #expect(!script.contains("<script"))
  }

  @Test("need a KaTeX that runs")
  func unusable() throws {
    let scratch = try ScratchFolder()
    try scratch.write("throw new Error('broken')", to: "katex.js")
    let path = scratch.url.appendingPathComponent("katex.js").path
    #expect(throws: MathError.unusable(path: path, reason: "Error: broken")) {
      _ = try MathTypesetter(katex: path)
    }
    #expect(throws: MathError.notFound(path: "/nowhere/katex.js")) {
      try KaTeXLocator(environment: ["UNROLL_KATEX": "/nowhere/katex.js"]).locate()
    }
  }
}

@Suite("Formulas on a terminal")
struct UnicodeMathTests {
  @Test(
    "are a readable line",
    arguments: [
      ("h_t = \\tanh(W_{xh} x_t + W_{hh} h_{t-1} + b_h)", "hₜ = tanh(Wₓₕ xₜ + Wₕₕ hₜ₋₁ + bₕ)"),
      ("\\mathbf{c}_t = f_t \\odot c_{t-1} + i_t\\odot g_t", "𝐜ₜ = fₜ ⊙ cₜ₋₁ + iₜ ⊙ gₜ"),
      ("\\frac{\\partial L}{\\partial W}", "∂L/∂W"),
      ("\\frac12", "1/2"),
      ("\\sum_{i=1}^{n} x_i^2", "∑ᵢ₌₁ⁿ xᵢ²"),
      ("\\hat{y}", "y\u{302}"),
      (
        "\\overrightarrow{\\mathbf{h}}_t, \\overleftarrow{h}_t",
        "𝐡\u{20D7}ₜ, h\u{20D6}ₜ"
      ),
      ("x \\in \\mathbb{R}^{n \\times m}", "x ∈ ℝ^(n×m)"),
      ("-x", "−x"),
      ("a-b", "a − b"),
      ("W_{hy}", "W_hy"),
      ("\\sqrt{x^2+1}", "√(x² + 1)"),
      ("\\sigma'(z)", "σ′(z)"),
      ("\\text{softmax}(z)_i", "softmax(z)ᵢ"),
      ("\\left\\|g\\right\\|", "‖g‖"),
      ("\\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}", "[1 0; 0 1]"),
      ("x \\to \\infty", "x → ∞"),
      ("\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}", "{1, x > 0; 0, else"),
      ("\\sum_t (a_t)", "∑ₜ (aₜ)"),
      ("\\underbrace{x+y}_{\\text{sum}}", "(x + y)⏟ₛᵤₘ"),
      ("\\unknown{x}", "\\unknown x"),
      ("0.9 \\, v", "0.9 v"),
      ("\\mathcal{L}(\\theta)", "ℒ(θ)"),
      ("W^\\top", "W^⊤"),
      ("\\lambda_{\\max}", "λₘₐₓ"),
      ("f(x, y)", "f(x, y)"),
      ("\\overrightarrow{h}_t", "h\u{20D7}ₜ"),
      ("\\overleftarrow{\\mathbf{h}}_{t+1}", "𝐡\u{20D6}ₜ₊₁"),
      ("\\overrightarrow{AB}", "(AB)\u{20D7}"),
      ("\\overline{ab}", "a\u{305}b\u{305}"),
      ("\\bar{\\mathbf v}", "𝐯\u{304}"),
      ("\\tilde y", "y\u{303}"),
      ("\\nabla_{\\mathbf h} L", "∇_𝐡 L"),
      ("\\nabla L", "∇L"),
      ("\\frac{\\partial L}{\\partial \\mathbf{h}_{t-1}}", "∂L/∂𝐡ₜ₋₁"),
      ("\\frac{\\partial^2 L}{2}", "(∂² L)/2"),
      ("\\lVert W \\rVert", "‖W‖"),
      ("2\\mathrm{sd}(x)", "2 sd(x)"),
      ("\\mathrm{d}x", "dx"),
      ("p_{\\text{drop}}", "p_drop"),
      ("J_{T-1}", "J_(T−1)"),
      ("a = b, \\qquad c = 1 \\text{ if } d", "a = b,    c = 1 if d"),
    ]
  )
  func lines(tex: String, expected: String) {
    #expect(UnicodeMath.line(tex) == expected)
  }

  @Test("of several rows are several lines")
  func rows() {
    let tex = "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}"
    #expect(UnicodeMath.lines(tex) == ["a = b", "c = d"])
  }

  @Test(
    "end, whatever they are",
    arguments: [
      "}", "{", "\\", "^", "_", "\\frac", "x^{", "\\begin{", "\\end{x}", "&&", "\\left", "}}a{{",
    ]
  )
  func ends(tex: String) {
    _ = UnicodeMath.lines(tex)
  }
}
