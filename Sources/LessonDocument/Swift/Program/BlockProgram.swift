/// A block's program: one file of the lesson's module.
public struct BlockProgram: Codable, Equatable, Sendable {
  /// The Swift source.
  public var source: String
  /// The part of it that later blocks can see: the source without the function of the statements.
  public var declarations: String
  /// The C name of the function that runs the block's statements: `unroll_block_3`.
  public var entryName: String
  /// From places in the program to places in the lesson.
  public var map: SourceMap
  /// Where the compiler reports messages about global variables.
  var anchors: [VariableAnchor]

  /// The types that a compiler message asks to be written, by variable name; none if it is another
  /// message.
  ///
  /// A global may not be inferred to have an opaque type; the program is then written again with
  /// the type that the message names: `let model: some Layer = makeModel()`. So it is with a global
  /// that has a property wrapper and no written type.
  ///
  /// - Parameter message: the text of the message.
  /// - Parameter line: the line as the compiler reports it.
  /// - Parameter column: the column as the compiler reports it, not yet taken to the lesson.
  public func annotations(for message: String, line: Int, column: Int) -> [String: String] {
    guard let type = Self.type(in: message),
      let names = anchors.last(where: { $0.location == SourceLocation(line: line, column: column) }
      )?
      .names
    else { return [:] }
    let types = names.count == 1 ? [type] : Self.elements(of: type)
    guard types.count == names.count else { return [:] }
    return Dictionary(zip(names, types)) { first, _ in first }
  }

  /// The type that a message about an unwritten type names.
  private static func type(in message: String) -> String? {
    for (start, end) in [
      ("property definition has inferred type '", "', involving the 'some'"),
      ("cannot convert value of type '", "' to specified type 'Never'"),
    ] where message.hasPrefix(start) {
      let rest = message.dropFirst(start.count)
      if let range = rest.firstRange(of: end) { return String(rest[..<range.lowerBound]) }
    }
    return nil
  }

  /// The elements of a tuple type.
  private static func elements(of type: String) -> [String] {
    guard type.hasPrefix("("), type.hasSuffix(")") else { return [] }
    var elements = [""]
    var depth = 0
    var previous: Character = " "
    for character in type.dropFirst().dropLast() {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]": depth -= 1
      case ">" where previous != "-": depth -= 1
      default: break
      }
      previous = character
      if character == ",", depth == 0 {
        elements.append("")
      } else if character != " " || elements.last != "" {
        elements[elements.count - 1].append(character)
      }
    }
    return elements
  }
}

/// Where the compiler reports a message about the type of global variables.
struct VariableAnchor: Codable, Equatable, Sendable {
  var location: SourceLocation
  var names: [String]

  init(_ location: SourceLocation, _ names: [String]) {
    self.location = location
    self.names = names
  }

  init(_ location: SourceLocation, _ binding: VariableBinding) {
    self.init(location, binding.annotation == nil ? binding.names : [])
  }
}
