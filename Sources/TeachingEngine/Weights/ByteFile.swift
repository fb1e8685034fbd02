#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Whole files in and out, without Foundation.
enum ByteFile {
  /// The bytes of a file.
  static func read(_ path: String) throws(EngineError) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw .format(
        source: path,
        line: nil,
        problem: "the file cannot be opened",
        fix: "check the path; a lesson reads its data as data/…"
      )
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    guard ferror(file) == 0 else {
      throw .format(
        source: path,
        line: nil,
        problem: "the file cannot be read",
        fix: "check that it is a file and not a folder"
      )
    }
    return bytes
  }

  /// Writes a file whole or not at all: under another name first, which then replaces it.
  static func write(_ bytes: [UInt8], to path: String) throws(EngineError) {
    let temporary = "\(path).\(getpid()).partial"
    let failure = EngineError.format(
      source: path,
      line: nil,
      problem: "the file cannot be written",
      fix: path.contains("/")
        ? "a lesson's block runs in a sandbox and writes beside itself alone: give a plain name such as "
          + "\"model.safetensors\", which comes to Work/saved; elsewhere check that the folder exists"
        : "make room: in the sandbox of a lesson's block there are 64 MB"
    )
    guard let file = fopen(temporary, "wb") else { throw failure }
    let written = fwrite(bytes, 1, bytes.count, file)
    let flushed = fflush(file) == 0 && fsync(fileno(file)) == 0
    let closed = fclose(file) == 0
    guard written == bytes.count, flushed, closed, rename(temporary, path) == 0 else {
      remove(temporary)
      throw failure
    }
  }
}

/// Who hears of each file that was written: a lesson's host, which brings it to the student.
package enum WrittenFiles {
  /// Takes a file's path and bytes.
  ///
  /// It is set before any block runs, on the only thread there is.
  package nonisolated(unsafe) static var observer: ((_ path: String, _ bytes: [UInt8]) -> Void)?
}
