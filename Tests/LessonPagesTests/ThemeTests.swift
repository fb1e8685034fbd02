import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonPages

@Suite("The theme that comes with Unroll")
struct ThemeTests {
  @Test("has the rules of the charts as they are")
  func plotStyles() throws {
    let file = Repository.site.appendingPathComponent("assets/plots.css")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(Chart.styleSheet.utf8).write(to: file)
    }
    #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == Chart.styleSheet)
  }

  @Test("has a script of less than 20 KB that reaches for nothing but the page")
  func script() throws {
    let file = Repository.site.appendingPathComponent("assets/page.js")
    let script = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(script.utf8.count < 20_000)
    for word in ["fetch(", "XMLHttpRequest", "http:", "https:", "innerHTML", "eval("] {
      #expect(!script.contains(word))
    }
  }
}

@Suite("The words of terminals and exports")
struct EnglishWordsTests {
  @Test("are those of the site")
  func english() throws {
    #expect(InterfaceWords.english == (try Repository.theme().words))
    #expect(InterfaceWords.english["objectives"] == "You will be able to")
  }
}
