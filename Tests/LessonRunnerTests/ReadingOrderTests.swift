import Foundation
import Testing

@Suite struct ReadingOrderTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  @Test("The page on running names the files to read in order, at most 25, and all are there")
  func files() throws {
    let page = try String(
      contentsOf: Self.sources.appending(path: "LessonRunner/README.md"),
      encoding: .utf8
    )
    let entries = page.matches(of: /(?m)^(\d+)\. `([^`]+\.swift)`/)
    #expect(entries.map { Int($0.1) } == Array(1...entries.count))
    #expect((10...25).contains(entries.count))
    for entry in entries {
      let path = Self.sources.appending(path: String(entry.2)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(entry.2)")
    }
  }

  @Test("Only the files that read the compiler's and the runtime's words decide by words")
  func words() throws {
    let knowing = ["CompilerMessage.swift", "Symboliser.swift"]
    let walk = FileManager.default.enumerator(
      at: Self.sources.appending(path: "LessonRunner"),
      includingPropertiesForKeys: nil
    )
    for case let file as URL in try #require(walk)
    where file.pathExtension == "swift" && !knowing.contains(file.lastPathComponent) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for word in ["Fatal error", "cannot find", "time limit:", "not run: ", "compile limit"] {
        let isRead = text.contains(try Regex("(contains|hasPrefix|hasSuffix)\\(\"[^\"]*\(word)"))
        #expect(!isRead, "\(file.lastPathComponent) reads '\(word)'")
      }
    }
  }
}
