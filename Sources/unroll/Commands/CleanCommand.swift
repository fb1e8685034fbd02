import ArgumentParser
import Foundation
import LessonPages
import LessonRunner

/// `unroll clean`: removes what can be made again.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove kept results and objects, and the site of the course in this folder."
  )

  func run() async throws {
    let site = CourseChoice().path("Site/public")
    let isThere = FileManager.default.fileExists(atPath: site)
    try SiteWriter.checkTarget(URL(fileURLWithPath: site))
    try CacheFolder.user.remove()
    if isThere { try FileManager.default.removeItem(atPath: site) }
    StandardOutput.write("Removed \(CacheFolder.user.path)\(isThere ? " and \(site)" : "").\n")
  }
}
