import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("A file that a page links to and that would run something")
struct ActiveFileTests {
  private func page(_ source: String, in folder: URL) throws -> LessonPage {
    let lesson = try LessonReader().lesson(source: source, file: "Lessons/01-a.md")
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "", description: "", lessons: [(lesson, nil)]),
      typesetter: nil
    )
    return writer.page(for: lesson, results: nil, folder: folder)
  }

  @Test(
    "is refused with its place, and not copied",
    arguments: [
      ("x.html", "<p>x</p><script>alert(1)</script>"), ("x.htm", "<SCRIPT SRC=//x></SCRIPT>"),
      ("x.html", "<img src=x onerror=alert(1)>"), ("x.html", "<svg/onload=alert(1)>"),
      ("x.html", "<a href='java&#115;cript:alert(1)'>x</a>"),
      ("x.html", "<a href=\"java\tscript&colon;x\">x</a>"),
      ("x.html", "<iframe src=b.html></iframe>"), ("x.html", "<object data=b.html></object>"),
      ("x.html", "<meta http-equiv='refresh' content='0;url=b.html'>"),
      ("x.html", "<p><x srcdoc='&lt;script>'></p>"),
      ("x.xhtml", "<h:script xmlns:h='x'>alert(1)</h:script>"),
      ("x.xml", "<?xml-stylesheet href='a.xsl'?><a/>"),
      ("x.svg", "<svg><script>alert(1)</script></svg>"),
      ("x.svg", "<svg><set attributeName='href' to='x'/></svg>"), ("x.svgz", "packed"),
      ("notes", "<!DOCTYPE html><script>alert(1)</script>"),
      ("x.unknown", "  <html><body onload=x></html>"),
    ]
  )
  func refused(name: String, text: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(text, to: name)
    for source in ["# A\n\n[x](\(name))\n", "# A\n\n<a href=\"\(name)\">x</a>\n"] {
      let page = try page(source, in: scratch.url)
      #expect(page.mistakes.count == 1, "\(page.mistakes)")
      #expect(page.mistakes.first?.location.line == 3)
      #expect(page.mistakes.first?.message.hasPrefix("\(name) is a ") == true)
      #expect(page.files.isEmpty)
      #expect(!page.html.contains("href=\"\(name)\""))
    }
  }

  @Test("of two bytes a letter is refused, too")
  func wide() throws {
    let scratch = try ScratchFolder()
    let data = try #require("<script>alert(1)</script>".data(using: .utf16))
    try data.write(to: scratch.url.appendingPathComponent("x.html"))
    #expect(try page("# A\n\n[x](x.html)\n", in: scratch.url).files.isEmpty)
  }

  @Test(
    "is none where nothing runs",
    arguments: [
      ("x.html", "<p>One = 1, and once = 2. The book \"JavaScript: a course\".</p>"),
      ("x.html", "<p>&#60;script&#62; is a tag, <code class=\"javascript\">f()</code></p>"),
      ("x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"),
      ("x.xml", "<?xml version='1.0'?><a>on = 3</a>"), ("x.csv", "<script>,1"),
      ("x.txt", "<script>alert(1)</script>"), ("notes", "plain"), ("x.swift", "let onload = 3"),
    ]
  )
  func fine(name: String, text: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(text, to: name)
    let page = try page("# A\n\n[x](\(name))\n", in: scratch.url)
    #expect(page.mistakes == [])
    #expect(page.files.count == 1)
  }

  @Test("A drawing that is refused as an image is not copied")
  func drawing() throws {
    let scratch = try ScratchFolder()
    try scratch.write("<svg><script>alert(1)</script></svg>", to: "a.svg")
    try scratch.write("no image", to: "b.png")
    for source in [
      "![A](a.svg)", "<img src=\"a.svg\" alt=\"A\">", "![B](b.png)",
      "<img src=\"b.png\" alt=\"B\">",
    ] {
      let page = try page("# A\n\n\(source)\n", in: scratch.url)
      #expect(page.mistakes.count == 1, "\(page.mistakes)")
      #expect(page.files.isEmpty, "\(source)")
    }
  }
}
