import Foundation
import LessonDocument

/// The shell script that turns files into shared objects, inside the sandbox.
///
/// It reads sources and writes nothing that outlives it: what came of them goes to its standard output
/// as ``CompilerAnswer`` reads it.
struct CompileScript {
  /// A source file as the script names it.
  struct File {
    var path: String
    /// Whether it is compiled; the others are only seen.
    var isPrimary: Bool
  }

  /// The status with which the script ends if an object names more than libraries to the linker.
  static let refusedWord: Int32 = 8

  let compiler: BlockCompiler
  /// The lesson's folder as the script sees it.
  let inside: String

  /// The script's text.
  ///
  /// - Parameter files: the sources in the order of the lesson.
  /// - Parameter output: a folder of this compilation's own, which the script makes and removes.
  /// - Parameter isGuarded: whether what the compiler cannot check for memory safety is an error.
  func text(files: [File], isOptimised: Bool, isGuarded: Bool, output: String) -> String {
    let toolchain = compiler.toolchain
    let isActive = compiler.sandbox.isActive
    let count = files.count { $0.isPrimary }
    let frontend =
      [toolchain.tool("swift-frontend")]
      + Self.flags(
        toolchain: toolchain,
        isOptimised: isOptimised,
        modules: isActive ? "/modules" : compiler.modules,
        cache: isActive ? ModuleCache.inside : compiler.moduleCache.path
      )
      + (isGuarded ? Self.guarding : [])
      + files.flatMap { $0.isPrimary ? ["-primary-file", $0.path] : [$0.path] }
      + (0..<count).flatMap { ["-o", "\(output)/\($0).o"] }
    return """
      cd \(quoted(inside)) || exit 9
      ulimit -d \(compiler.limits.memory >> 10)
      ulimit -H -t \(compiler.limits.seconds + 5)
      ulimit -S -t \(compiler.limits.seconds)
      out=\(quoted(output))
      mkdir -p "$out" || exit 9
      \(isActive ? ModuleCache.borrowing : "export TMPDIR=\"$PWD/$out\"")
      numbers='\((0..<count).map(String.init).joined(separator: " "))'
      link() {
      \(quoted(toolchain.tool("swift-autolink-extract"))) "$out/$1.o" -o "$out/words" || return
      \(Self.libraries)
      \(line([toolchain.tool("ld.lld")])) -o "$out/$1.so" "$out/$1.o" \
      \(line(Self.linkerFlags(toolchain: toolchain, isOptimised: isOptimised))) $libraries
      }
      build() {
      \(line(frontend)) "$@" || return
      for number in $numbers; do link "$number" || return; done
      }
      build > "$out/said" 2> "$out/messages"
      status=$?
      if [ $status != 0 ] && grep -q -E \(quoted(CompilerMessage.staleModule)) "$out/messages"; then
      build -module-cache-path "$out/modules" > "$out/said" 2> "$out/messages"
      status=$?
      fi
      [ $status = 0 ] || for number in $numbers; do : > "$out/$number.so"; done
      \(CompilerAnswer.writing(count))
      rm -rf "$out"
      exit $status
      """
  }

  /// Takes the names of libraries from what an object says to the linker.
  ///
  /// An object can say anything, since a block may write into its sections; only the names of libraries in
  /// the toolchain's own folder mean something here. The C libraries are in the host already, and need no
  /// development files.
  private static let libraries = """
    if grep -v -x -E -e '-l[A-Za-z0-9_+.-]+' "$out/words" > "$out/refused"; then
    head -n 1 "$out/refused" >&2
    return \(refusedWord)
    fi
    libraries=$(grep -v -x -E -e '-l(m|pthread|util|dl)' "$out/words")
    """

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

  /// For code that must not reach behind what the compiler checks.
  private static let guarding = ["-strict-memory-safety", "-Werror", CompilerMessage.safetyGroup]

  private func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
