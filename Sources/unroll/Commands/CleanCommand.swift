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
    let wasKept = try CacheFolder.user.remove()
    if isThere { try FileManager.default.removeItem(atPath: site) }
    let removed = (wasKept ? [CacheFolder.user.path] : []) + (isThere ? [site] : [])
    StandardOutput.write(
      removed.isEmpty
        ? "Nothing of Unroll's is kept in \(CacheFolder.user.path).\n"
        : "Removed \(removed.joined(separator: " and ")).\n"
    )
  }
}
