import Foundation

/// The shell script that turns one file into a shared object, inside the sandbox.
struct CompileScript {
  let compiler: BlockCompiler
  /// The lesson's folder as the script sees it.
  let inside: String

  /// The script's text.
  ///
  /// - Parameter files: the sources in the order of the lesson, the primary file last.
  /// - Parameter output: the object's path without extension.
  func text(files: [String], isOptimised: Bool, output: String) -> String {
    let toolchain = compiler.toolchain
    let frontend =
      [toolchain.tool("swift-frontend")]
      + Self.flags(
        toolchain: toolchain,
        isOptimised: isOptimised,
        modules: compiler.sandbox.isActive ? "/modules" : compiler.modules,
        cache: compiler.sandbox.isActive ? "/cache" : compiler.moduleCache.path
      )
      + files.dropLast() + ["-primary-file", files[files.count - 1], "-o", "\(output).o"]
    let linker =
      [toolchain.tool("ld.lld"), "-o", "\(output).so.part", "\(output).o"]
      + Self.linkerFlags(toolchain: toolchain, isOptimised: isOptimised)
    // The C libraries that autolinking names are in the host already, and need no development files.
    return """
      cd \(quoted(inside)) || exit 9
      ulimit -d \(BlockCompiler.memoryLimit >> 10)
      ulimit -t \(Int(2 * BlockCompiler.timeLimit))
      {
      \(line(frontend)) &&
      \(line([toolchain.tool("swift-autolink-extract"), "\(output).o", "-o", "\(output).link"])) &&
      libraries=$(grep -v -x -e -lm -e -lpthread -e -lutil -e -ldl \(quoted("\(output).link"))) &&
      \(line(linker)) $libraries &&
      mv \(quoted("\(output).so.part")) \(quoted("\(output).so"))
      } 2> \(quoted("\(output).txt"))
      """
  }

  /// The frontend's flags; those that change what an object does are part of its key.
  static func flags(
    toolchain: Toolchain,
    isOptimised: Bool,
    modules: String,
    cache: String
  ) -> [String] {
    let plugins = "\(toolchain.root)/lib/swift/host"
    #if os(macOS)
    let server = "\(plugins)/libSwiftInProcPluginServer.dylib"
    #else
    let server = "\(plugins)/libSwiftInProcPluginServer.so"
    #endif
    return [
      "-frontend", "-c", "-module-name", BlockCompiler.moduleName, "-package-name", "lesson",
      "-target", toolchain.target,
      "-disable-objc-interop", "-swift-version", "5", "-parse-as-library", "-enable-testing",
      "-enable-bare-slash-regex", "-g", "-debug-info-format=dwarf", "-dwarf-version=4",
      "-file-compilation-dir", "/lesson", "-no-color-diagnostics", "-diagnostic-style", "llvm",
      "-Xcc", "-march=native", "-I", modules, "-module-cache-path", cache,
      "-plugin-path", "\(plugins)/plugins", "-in-process-plugin-server-path", server,
    ] + (isOptimised ? optimised : ["-Onone"])
  }

  /// The linker's flags; they are part of an object's key too.
  static func linkerFlags(toolchain: Toolchain, isOptimised: Bool) -> [String] {
    let libraries = toolchain.runtimeLibraries
    return ["-shared", toolchain.registrationObject, "-L", libraries, "-rpath", libraries]
      + staticPart(of: toolchain) + (isOptimised ? [] : ["-lswiftSwiftOnoneSupport"])
  }

  /// The part of the C library that every object has for itself, such as `atexit`.
  private static func staticPart(of toolchain: Toolchain) -> [String] {
    let processor = toolchain.target.split(separator: "-")[0]
    let folders = ["/usr/lib/\(processor)-linux-gnu", "/usr/lib64", "/usr/lib"]
    let archive = folders.map { "\($0)/libc_nonshared.a" }
      .first { FileManager.default.fileExists(atPath: $0) }
    return archive.map { ["--defsym=__dso_handle=0", $0] } ?? []
  }

  /// Optimised as far as an unoptimised run gives the same: traps keep their messages, constants
  /// round as at run time.
  private static let optimised = [
    "-O", "-assert-config", "Debug", "-Xllvm", "-disable-fp-call-folding",
  ]

  private func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
