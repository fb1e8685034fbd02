import ArgumentParser
import Foundation
import LessonRunner

/// `unroll clean`: removes what can be made again.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove kept results, objects and the generated site."
  )

  func run() async throws {
    try CacheFolder.user.remove()
    let site = "Site/public"
    if FileManager.default.fileExists(atPath: site) {
      try FileManager.default.removeItem(atPath: site)
    }
    print("Removed \(CacheFolder.user.path) and \(site).")
  }
}
