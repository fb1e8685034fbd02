/// A command, its one operand and its options.
struct Arguments {
  let command: String
  private let operands: [String]
  private var options: [String: String]

  init(_ words: [String]) throws {
    guard let command = words.first else { throw BenchError.usage("no command was given") }
    self.command = command
    var operands: [String] = []
    var options: [String: String] = [:]
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        operands.append(word)
        continue
      }
      guard let value = rest.popFirst() else {
        throw BenchError.usage("option \(word) needs a value")
      }
      options[String(word.dropFirst(2))] = value
    }
    self.operands = operands
    self.options = options
  }

  /// The one operand; options other than those named are refused.
  func operand(_ name: String, options allowed: [String]) throws -> String {
    try check(options: allowed)
    guard operands.count == 1 else {
      throw BenchError.usage("“\(command)” takes one \(name), \(operands.count) given")
    }
    return operands[0]
  }

  func check(options allowed: [String]) throws {
    if let unknown = options.keys.sorted().first(where: { !allowed.contains($0) }) {
      throw BenchError.usage("“\(command)” has no option --\(unknown)")
    }
  }

  func text(_ name: String) -> String? { options[name] }

  /// A value that must be one of a few.
  func choice(_ name: String, of choices: [String], default standard: String) throws -> String {
    guard let value = options[name] else { return standard }
    guard choices.contains(value) else {
      throw BenchError.usage("--\(name) is one of \(choices.joined(separator: ", "))")
    }
    return value
  }

  /// A whole number from 1 on.
  func count(_ name: String, default standard: Int) throws -> Int {
    guard let value = options[name] else { return standard }
    guard let number = Int(value), number > 0 else {
      throw BenchError.usage("--\(name) takes a whole number from 1 on, not “\(value)”")
    }
    return number
  }
}
