import Foundation

/// The Swift toolchain at hand, a stand-in for the lessons' runtime and a program that loads blocks.
struct Toolchain {
  /// A folder for this run of the tests.
  let scratch: URL
  private let frontend: String
  private let autolink: String
  private let linker: String
  private let resources: String
  private let target: String
  private var libraries: String { resources + "/linux" }
  private var driver: String { scratch.appending(path: "driver").path }

  /// Finds the toolchain and builds the stand-ins.
  init() throws {
    let info = try Self.run("/usr/bin/env", ["swiftc", "-print-target-info"]).output
    let parsed = try JSONDecoder().decode(TargetInfo.self, from: Data(info.utf8))
    resources = parsed.paths.runtimeResourcePath
    target = parsed.target.triple
    let binaries = URL(filePath: resources).appending(path: "../../bin").standardizedFileURL.path
    frontend = binaries + "/swift-frontend"
    autolink = binaries + "/swift-autolink-extract"
    linker = binaries + "/ld.lld"
    scratch = FileManager.default.temporaryDirectory
      .appending(path: "unroll-programs-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let runtime = scratch.appending(path: "LessonRuntime.swift").path
    let main = scratch.appending(path: "main.swift").path
    try standInRuntime.write(toFile: runtime, atomically: true, encoding: .utf8)
    try standInDriver.write(toFile: main, atomically: true, encoding: .utf8)
    let built = try [
      [
        "swiftc", "-emit-module", "-emit-library", "-module-name", "LessonRuntime", "-O", runtime,
        "-emit-module-path", scratch.appending(path: "LessonRuntime.swiftmodule").path,
        "-o", scratch.appending(path: "libLessonRuntime.so").path,
      ],
      [
        "swiftc", main, "-O", "-o", driver, "-I", scratch.path, "-L", scratch.path,
        "-lLessonRuntime", "-Xlinker", "-rpath", "-Xlinker", scratch.path,
      ],
    ].map { try Self.run("/usr/bin/env", $0) }
    for result in built where result.status != 0 { throw Failure(text: result.output) }
  }

  /// Compiles `source` as the primary file among `others`; returns what the compiler says.
  func compile(
    _ source: String,
    with others: [String],
    to object: String,
    flags: [String]
  ) throws -> String {
    let plugins = resources + "/host"
    let arguments =
      ["-frontend", "-c"] + others + ["-primary-file", source, "-o", object]
      + [
        "-target", target, "-disable-objc-interop", "-module-name", "lesson", "-swift-version",
        "5", "-parse-as-library", "-enable-testing", "-g", "-enable-bare-slash-regex",
        "-package-name", "lesson", "-empty-abi-descriptor", "-diagnostic-style", "llvm",
        "-no-color-diagnostics", "-plugin-path", plugins + "/plugins",
        "-in-process-plugin-server-path", plugins + "/libSwiftInProcPluginServer.so",
        "-module-cache-path", scratch.appending(path: "modules").path, "-I", scratch.path,
      ] + flags
    return try Self.run(frontend, arguments).output
  }

  /// Parses `source`; returns what the compiler says.
  func parse(_ source: String) throws -> String {
    let arguments = [
      "-frontend", "-parse", source, "-module-name", "lesson", "-swift-version", "5",
      "-enable-bare-slash-regex", "-diagnostic-style", "llvm", "-no-color-diagnostics",
    ]
    return try Self.run(frontend, arguments).output
  }

  /// Links one object as a shared library; returns its path.
  func link(_ object: String, _ optimisation: ProgramRunner.Optimisation) throws -> String {
    let library = object + ".so"
    let list = object + ".autolink"
    _ = try Self.run(autolink, [object, "-o", list])
    // The system's libraries are in the process already.
    let linked = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").filter {
      $0.hasPrefix("-l")
        && FileManager.default.fileExists(atPath: libraries + "/lib\($0.dropFirst(2)).so")
    }
    let architecture = String(target.prefix { $0 != "-" })
    var arguments =
      [
        "-shared", object, libraries + "/\(architecture)/swiftrt.o", "-L", libraries, "-lswiftCore",
        "-rpath", libraries, "-o", library,
      ] + linked.map(String.init)
    if optimisation == .unoptimised { arguments.append("-lswiftSwiftOnoneSupport") }
    let result = try Self.run(linker, arguments)
    guard result.status == 0 else { throw Failure(text: result.output) }
    return library
  }

  /// Loads libraries and calls their entries, in order: `[library, entry, library, entry…]`.
  func execute(_ arguments: [String]) throws -> String {
    let result = try Self.run(driver, arguments)
    return result.status == 0 ? result.output : result.output + "[status \(result.status)]\n"
  }

  private static func run(
    _ program: String,
    _ arguments: [String]
  ) throws -> (
    output: String, status: Int32
  ) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"]
    ) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  private struct TargetInfo: Decodable {
    struct Target: Decodable { var triple: String }
    struct Paths: Decodable { var runtimeResourcePath: String }
    var target: Target
    var paths: Paths
  }

  /// What a tool said when it failed.
  struct Failure: Error { var text: String }
}
