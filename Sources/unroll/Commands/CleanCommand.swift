import ArgumentParser
import Foundation
import LessonPages
import LessonRunner

/// `unroll clean`: removes what can be made again.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove kept results and objects, and the site of the course in this folder.",
    discussion: """
      What is kept is bounded in any case: what was used longest ago goes first, so that it takes 1 GiB at \
      most, or what UNROLL_CACHE_SIZE says. What unroll grade keeps of answers stands in the folder of grades; it holds \
      those that are handed in, is cleaned by each grading, and stays here. Examples:

        unroll clean               everything
        unroll clean --keep 200M   no more than 200 MiB of results and objects stay, the site too
      """
  )

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Leave so much of what was used last, and the site: 500M, 2G, 0.",
      valueName: "size"
    )
  )
  var keep: String?

  func validate() throws {
    guard let keep, ByteSize(keep) == nil else { return }
    throw ValidationError("'\(keep)' is no size: \(ByteSize.form).")
  }

  func run() async throws {
    if let keep = keep.flatMap(ByteSize.init) {
      let left = CacheFolder.user.trim(to: keep)
      return StandardOutput.write("Kept \(left) in \(CacheFolder.user.path).\n")
    }
    let site = CourseChoice().path("Site/public")
    let isThere = FileManager.default.fileExists(atPath: site)
    try SiteWriter.checkTarget(URL(fileURLWithPath: site))
    let wasKept = try CacheFolder.user.remove()
    if isThere { try SiteWriter.remove(URL(fileURLWithPath: site)) }
    // What is somebody's own stays, and its folder with it.
    let cache = CacheFolder.user.path
    let isLeft = FileManager.default.fileExists(atPath: cache)
    let removed =
      (wasKept ? [isLeft ? "what Unroll kept in \(cache)" : cache] : []) + (isThere ? [site] : [])
    StandardOutput.write(
      removed.isEmpty
        ? "Nothing of Unroll's is kept in \(cache).\n"
        : "Removed \(removed.joined(separator: " and ")).\n"
    )
  }
}
