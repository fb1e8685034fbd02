#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// States that something throws: `check("refuses none", throwsContaining: "no input") { try step([]) }`.
///
/// - Parameter text: what the error's description contains; empty for any error.
public func check<Value>(
  _ title: String,
  throwsContaining text: String,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ body: () throws -> Value
) {
  var message: String?
  let wanted = text.isEmpty ? "an error" : "an error that says '\(text)'"
  do {
    let value = try body()
    message =
      "expected \(wanted), received \(value is Void ? "none" : "the value \(shownText(of: value))")"
  } catch {
    let description = String(describing: error)
    if !description.contains(text) {
      message = "expected \(wanted), received the error '\(description)'"
    }
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// States that something throws one particular error.
public func check<Value, Failure: Error & Equatable>(
  _ title: String,
  throws expected: Failure,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ body: () throws -> Value
) {
  var message: String?
  do {
    _ = try body()
    message = "expected the error '\(expected)', received none"
  } catch {
    if error as? Failure != expected {
      message = "expected the error '\(expected)', received '\(error)'"
    }
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// States what something prints; spaces and empty lines at the end do not count.
///
/// The message names the first line that differs.
public func check(
  _ title: String,
  prints expected: String,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ body: () throws -> Void
) rethrows {
  let capture = OutputCapture()
  do {
    try body()
  } catch {
    _ = capture?.end()
    throw error
  }
  let message =
    capture.map { textDifference($0.end(), expected) } ?? "the output could not be captured"
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// The first line in which a text differs from another; nil if none does.
private func textDifference(_ text: String, _ expected: String) -> String? {
  let (came, wanted) = (lines(of: text), lines(of: expected))
  for number in 0..<max(came.count, wanted.count) {
    let left = number < came.count ? came[number] : nil
    let right = number < wanted.count ? wanted[number] : nil
    guard left != right else { continue }
    return """
      at line \(number + 1) of the output: expected \(right.map { "'\($0)'" } ?? "its end"), \
      received \(left.map { "'\($0)'" } ?? "its end")
      """
  }
  return nil
}

private func lines(of text: String) -> [Substring] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
  while lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}

/// Standard output, taken into a file for a while.
private struct OutputCapture {
  private let saved: Int32
  private let file: UnsafeMutablePointer<FILE>

  init?() {
    fflush(nil)
    guard let file = tmpfile() else { return nil }
    saved = dup(STDOUT_FILENO)
    self.file = file
    dup2(fileno(file), STDOUT_FILENO)
  }

  /// Gives standard output back, and what was written meanwhile.
  func end() -> String {
    fflush(nil)
    dup2(saved, STDOUT_FILENO)
    close(saved)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    rewind(file)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    fclose(file)
    return String(decoding: bytes, as: UTF8.self)
  }
}
