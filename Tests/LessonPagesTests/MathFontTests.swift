import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("The math font of a site")
struct MathFontTests {
  private let scratch: ScratchFolder
  private let font: MathFont
  private let subsetter: FontSubsetter

  init() throws {
    scratch = try ScratchFolder()
    font = try #require(MathFont.installed(), "Install it with: apt-get install fonts-lmodern")
    subsetter = try #require(
      FontSubsetter.installed(),
      "Install it with: apt-get install libharfbuzz-bin"
    )
  }

  /// The font and the notes of a site with one formula.
  private func published(
    formula: String,
    _ change: (inout SiteWriter) -> Void = { _ in }
  ) throws -> (font: Data, notes: [String]) {
    let path = scratch.url.appendingPathComponent("01-one.md").path
    try scratch.write("# One\n\nSee $\(formula)$.\n", to: "01-one.md")
    let lesson = try LessonReader().lesson(at: path)
    var writer = SiteWriter(
      theme: try Repository.theme(),
      typesetter: try MathTypesetter.installed(),
      mathFont: font,
      subsetter: subsetter
    )
    change(&writer)
    let target = scratch.url.appendingPathComponent("public")
    let site = CourseSite(title: "Sample", description: "", lessons: [(lesson, nil)])
    let report = try writer.write(site, to: target)
    #expect(report.mistakes == [])
    let folder = target.appendingPathComponent("assets/fonts")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasSuffix(".otf") })
    return (try Data(contentsOf: folder.appendingPathComponent(name)), report.notes)
  }

  @Test(
    "keeps the glyph of each character that a formula shows, however rare",
    arguments: [
      (#"\aleph_0"#, "ℵ"), (#"a \circledast b"#, "⊛"), (#"\mathbf{Q}"#, "𝐐"),
      (#"\varkappa"#, "𝜘"), (#"\mathfrak{g}"#, "𝔤"), (#"\sqrt{z}"#, "√"), ("a-z", "−"),
      (#"x"#, "𝑥"), (#"h"#, "ℎ"),
    ]
  )
  func characters(formula: String, character: Unicode.Scalar) throws {
    let part = OpenTypeFont(try published(formula: formula).font)
    #expect(part.characters.contains(character.value))
  }

  @Test("leaves out what no formula shows, and keeps the tables by which formulas are set")
  func lightness() throws {
    let (data, notes) = try published(formula: #"\sum_i w_i x_i"#)
    let whole = try Data(contentsOf: font.file)
    #expect(data.count * 5 < whole.count)
    let part = OpenTypeFont(data)
    #expect(OpenTypeFont(whole).characters.contains(0x2135))
    #expect(!part.characters.contains(0x2135))
    for table in ["MATH", "GSUB", "GDEF", "cmap"] { #expect(part.tables[table] != nil, "\(table)") }
    #expect(notes == [])
  }

  @Test("is whole where nothing can cut it, and the report says so")
  func whole() throws {
    let (data, notes) = try published(formula: "x") { $0.subsetter = nil }
    #expect(try data == Data(contentsOf: font.file))
    #expect(
      notes == [
        "hb-subset is not installed, so pages transfer the whole math font, seven times what they "
          + "use of it; install it with: apt-get install libharfbuzz-bin"
      ]
    )
  }

  @Test("is whole where pages are written at each edit")
  func preview() throws {
    let (data, notes) = try published(formula: "x") { $0.memory = SiteMemory() }
    #expect(try data == Data(contentsOf: font.file))
    #expect(notes == [])
  }

  @Test("stops the build if it cannot be cut")
  func failure() throws {
    let broken = FontSubsetter(program: URL(fileURLWithPath: "/bin/false"))
    let error = #expect(throws: SiteError.self) {
      try published(formula: "x") { $0.subsetter = broken }
    }
    #expect(
      error?.description
        == "assets/fonts cannot be written: /bin/false could not cut \(font.file.path); "
        + "install both anew, or remove hb-subset to ship the whole font."
    )
  }

  @Test("counts what formulas show, not their tags nor the text around them")
  func shownCharacters() {
    let page = "<p>Text ∞ <math><mi>q</mi><mo data-x=\"∑\">≤</mo></math> ∮ <math><mn>7</mn></math>"
    let found = FormulaCharacters(ofFormulasIn: [page]).scalars
    #expect(found == Set("0123456789 ()√−q≤𝑞".unicodeScalars))
  }
}
