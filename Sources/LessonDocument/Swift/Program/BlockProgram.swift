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
  /// - Parameter message: the message at the place where the compiler reports it, not yet taken to the
  ///   lesson.
  public func annotations(for message: CompilerMessage) -> [String: String] {
    let place = SourceLocation(line: message.line, column: message.column)
    guard let type = message.wantedType,
      let names = anchors.last(where: { $0.location == place })?.names
    else { return [:] }
    let types = names.count == 1 ? [type] : CompilerMessage.elements(of: type)
    guard types.count == names.count else { return [:] }
    return Dictionary(zip(names, types)) { first, _ in first }
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
