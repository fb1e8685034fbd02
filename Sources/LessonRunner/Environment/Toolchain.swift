import Foundation

/// The Swift toolchain with which blocks are compiled.
public struct Toolchain: Equatable, Sendable {
  /// The toolchain's `usr` folder.
  public let root: String
  /// The compiler's first line of `--version`, which names its build.
  public let version: String
  /// The triple that blocks are compiled for.
  public let target: String

  /// The folder of the runtime's libraries.
  public var runtimeLibraries: String { "\(root)/lib/swift/\(Self.platformFolder)" }
  /// A tool of the toolchain.
  public func tool(_ name: String) -> String { "\(root)/bin/\(name)" }
  /// The object that registers an image's metadata with the runtime.
  public var registrationObject: String {
    "\(runtimeLibraries)/\(target.split(separator: "-")[0])/swiftrt.o"
  }

  #if os(macOS)
  private static let platformFolder = "macosx"
  #else
  private static let platformFolder = "linux"
  #endif

  /// Finds the toolchain whose `swiftc` comes first in the search path.
  ///
  /// - Throws: ``RunnerError/missing(what:fix:)`` if there is none or it does not answer.
  public static func find() async throws -> Toolchain {
    guard let driver = SearchPath().find("swiftc") else { throw Self.missing }
    // The frontend beside the driver answers sooner, and leaves no temporary folder.
    let beside = URL(fileURLWithPath: driver).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("swift-frontend").path
    let isThere = FileManager.default.isExecutableFile(atPath: beside)
    let compiler = isThere ? beside : driver
    let answer = try await ChildCommand(
      executable: compiler,
      arguments: ["-print-target-info"],
      timeLimit: 60
    ).output()
    guard answer.succeeded,
      let information = try? JSONDecoder().decode(
        TargetInformation.self,
        from: Data(answer.text.utf8)
      )
    else { throw Self.missing }
    // …/usr/lib/swift → …/usr
    let root = URL(fileURLWithPath: information.paths.runtimeResourcePath)
      .deletingLastPathComponent().deletingLastPathComponent().path
    return Toolchain(
      root: root,
      version: information.compilerVersion,
      target: information.target.unversionedTriple
    )
  }

  private static let missing = RunnerError.missing(
    what: "a Swift 6.3 toolchain (`swiftc`)",
    fix: "install it from swift.org/install"
  )
}

/// What `swiftc -print-target-info` says.
private struct TargetInformation: Decodable {
  struct Paths: Decodable {
    var runtimeResourcePath: String
  }
  struct Target: Decodable {
    var unversionedTriple: String
  }
  var compilerVersion: String
  var target: Target
  var paths: Paths
}

/// The folders in which a shell looks for programs.
struct SearchPath {
  private let folders: [String]

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
  }

  /// The path of a program, or nil.
  func find(_ program: String) -> String? {
    folders.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
