import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("Images on a page")
struct ImageFileTests {
  private func mistakes(_ source: String, in folder: URL) throws -> [String] {
    let lesson = try LessonReader().lesson(
      source: "# Images\n\n![An image](\(source))\n",
      file: "Lessons/01-images.md"
    )
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "", description: "", lessons: [(lesson, nil)]),
      typesetter: nil
    )
    return writer.page(for: lesson, results: nil, folder: folder).mistakes.map {
      "\($0.location.line):\($0.location.column) \($0.message)"
    }
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]

  @Test(
    "are known by what they hold",
    arguments: [
      ("a.png", png), ("wrongly-named.gif", png), ("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0]),
      ("a.gif", Array("GIF89a…".utf8)), ("a.webp", Array("RIFF0000WEBPVP8 ".utf8)),
      ("a.avif", [0, 0, 0, 32] + Array("ftypavif".utf8)),
      (
        "a.svg",
        Array("<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)
      ),
      ("two words.png", png),
    ]
  )
  func images(name: String, bytes: [UInt8]) throws {
    let scratch = try ScratchFolder()
    try Data(bytes).write(to: scratch.url.appendingPathComponent(name))
    #expect(try mistakes(name.replacing(" ", with: "%20"), in: scratch.url) == [])
  }

  @Test(
    "that are none are told with their place",
    arguments: [
      ("a.png", "hello", "a.png is no image that browsers show"),
      ("a.svg", "<html><body></body></html>", "a.svg is no image that browsers show"),
      ("a.jpg", "", "a.jpg is empty and no image"),
      ("a.svg", "<svg><script>alert(1)</script></svg>", "a.svg is a drawing that holds a script"),
      ("a.svg", "<svg onload='alert(1)'/>", "a.svg is a drawing that holds a script"),
      ("a.svg", "<SVG><a href='JavaScript:x'/></SVG>", "a.svg is no image that browsers show"),
      ("%61.png", "hello", "%61.png is no image that browsers show"),
    ]
  )
  func faults(source: String, text: String, fault: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(text, to: source.removingPercentEncoding ?? source)
    let mistakes = try mistakes(source, in: scratch.url)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("3:1 \(fault)") == true, "\(mistakes)")
  }

  @Test(
    "elsewhere are told",
    arguments: [
      ("gone.png", "There is no file gone.png beside this lesson."),
      ("http://example.org/a.png", "A page shows images of its course only"),
      ("https://example.org/a.png", "A page shows images of its course only"),
    ]
  )
  func elsewhere(source: String, fault: String) throws {
    let scratch = try ScratchFolder()
    let mistakes = try mistakes(source, in: scratch.url)
    #expect(mistakes.contains { $0.contains(fault) }, "\(mistakes)")
  }

  @Test("that are folders are told")
  func folder() throws {
    let scratch = try ScratchFolder()
    try scratch.write("x", to: "images.png/a.txt")
    let mistakes = try mistakes("images.png", in: scratch.url)
    #expect(mistakes.contains { $0.contains("images.png is a folder") }, "\(mistakes)")
  }
}
