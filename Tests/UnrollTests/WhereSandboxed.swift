import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips where the machine starts no sandbox, and says so.
  static var whereSandboxed: ConditionTrait {
    .enabled("this machine starts no sandbox: bubblewrap is missing or not allowed") {
      let folder = try TemporaryFolder()
      let outcome = try await UnrollProgram.run(["doctor"], in: folder.url)
      return !outcome.output.contains("missing  the sandbox")
    }
  }
}
