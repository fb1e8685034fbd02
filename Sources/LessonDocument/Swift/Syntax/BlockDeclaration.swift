/// Something that a block declares at its top level.
public struct BlockDeclaration: Codable, Equatable, Sendable {
  /// The kinds of declarations, as far as the runner tells them apart.
  public enum Kind: String, Codable, Sendable {
    /// `let`, `var`.
    case variable
    /// `func`, operator functions included.
    case function
    /// `struct`, `class`, `enum`, `actor`, `protocol`, `typealias`.
    case type
    /// `extension`; its name is the extended type's.
    case `extension`
    /// `prefix operator`.
    case prefixOperator
    /// `infix operator`.
    case infixOperator
    /// `postfix operator`.
    case postfixOperator
    /// `precedencegroup`.
    case precedenceGroup
    /// `macro`.
    case macro
  }

  /// The name, without back-ticks.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// A function with its labels, types and effects, in one spelling: `func f(_:Int)->Int`.
  public var signature: String?
  /// Where the name stands, in UTF-8 bytes of the block's code.
  public var offset: Int
  /// The names of its members, nested types and enum cases, as far as they are written.
  public var members: [String]
  /// The types and protocols that it says it inherits from or conforms to.
  public var conformances: [String]
  /// The names that it uses.
  public var uses: NameUse
  /// Whether it stands in an `#if`.
  public var isConditional: Bool
  /// Whether it is a variable that surely holds a value that nobody shares, not an object.
  public var holdsValue = false
  /// Whether it is a constant.
  public var isConstant = false

  /// Whether more than one declaration may have the name.
  public var isOverloadable: Bool {
    switch kind {
    case .function, .extension, .macro: true
    case .variable, .type, .prefixOperator, .infixOperator, .postfixOperator, .precedenceGroup:
      false
    }
  }

  /// Whether it can change what code means that does not name it: a conformance, or a member that
  /// is used without its name.
  var actsUnnamed: Bool {
    kind == .extension
      && (!conformances.isEmpty || !Self.unnamedMembers.isDisjoint(with: members))
  }

  /// Whether the language allows it to be `fileprivate`.
  var mayBePrivate: Bool {
    switch kind {
    case .variable, .function, .type, .macro: true
    case .extension: conformances.isEmpty
    case .prefixOperator, .infixOperator, .postfixOperator, .precedenceGroup: false
    }
  }

  private static let unnamedMembers: Set<String> = [
    "init", "subscript", "callAsFunction", "dynamicallyCall", "appendInterpolation",
  ]
}

/// The names that a piece of code uses, sorted.
public struct NameUse: Codable, Equatable, Sendable {
  /// Names that stand on their own: variables, functions, types, operators, macros.
  public var names: [String]
  /// Names after a dot.
  public var members: [String]
  /// Those of the names that are assigned, passed as `inout`, or have a method called.
  public var written: [String]
  /// Those of the names that are given away: who gets an object could write to it.
  public var handed: [String]

  /// Uses of the given names.
  public init(
    names: Set<String> = [],
    members: Set<String> = [],
    written: Set<String> = [],
    handed: Set<String> = []
  ) {
    self.names = names.sorted()
    self.members = members.sorted()
    self.written = written.sorted()
    self.handed = handed.sorted()
  }
}
