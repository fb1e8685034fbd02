import Foundation

/// The parts of an Unroll installation: a built checkout, or what `make install` laid out.
public struct Installation: Equatable, Sendable {
  /// The host's executable.
  public let host: String
  /// The folder of the modules that blocks import.
  public let modules: String
  /// The folder of the C module that the engine was built with.
  public let processorModule: String
  /// The folder of templates and style sheets.
  public let theme: String

  /// The modules that a block can see, whose files its compiler reads.
  public static let visibleModules = ["LessonRuntime", "TeachingEngine", "EngineKernels", "Plots"]

  /// Finds the installation to which an executable belongs.
  ///
  /// - Parameter executable: the path of `unroll`.
  /// - Throws: ``RunnerError/missing(what:fix:)`` naming the command that builds what is not there.
  public static func find(executable: String) throws -> Installation {
    let program = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    let found = candidates(program).first {
      FileManager.default.isExecutableFile(atPath: $0.host)
    }
    guard let found else {
      throw RunnerError.missing(
        what: "lesson-host, the program in which blocks run",
        fix: "build it with `make build` in the folder of Unroll"
      )
    }
    guard
      FileManager.default.fileExists(atPath: "\(found.modules)/LessonRuntime.swiftmodule")
    else {
      throw RunnerError.missing(
        what: "the module LessonRuntime in \(found.modules)",
        fix: "build it with `make build` in the folder of Unroll"
      )
    }
    return found
  }

  /// Where the parts lie if the program is in a checkout's `.build`, or where `make install` puts it.
  private static func candidates(_ program: URL) -> [Installation] {
    var folder = program.deletingLastPathComponent()
    let home = folder.path
    var candidates = [
      Installation(
        host: "\(home)/lesson-host",
        modules: "\(home)/Modules",
        processorModule: "\(home)/Modules",
        theme: "\(home)/Site"
      )
    ]
    while folder.path != "/" {
      if folder.lastPathComponent == ".build" {
        let root = folder.deletingLastPathComponent().path
        candidates.insert(
          Installation(
            host: "\(root)/.build/release/lesson-host",
            modules: "\(root)/.build/release/Modules",
            processorModule: "\(root)/Sources/CProcessor",
            theme: "\(root)/Site"
          ),
          at: 0
        )
      }
      folder.deleteLastPathComponent()
    }
    return candidates
  }
}
