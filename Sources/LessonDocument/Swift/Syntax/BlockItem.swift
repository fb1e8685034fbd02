/// A top-level item of a block, by where it goes in the program.
///
/// Ranges count UTF-8 bytes of ``BlockCode/text``.
public indirect enum BlockItem: Codable, Equatable, Sendable {
  /// An import, which later blocks share.
  case importing(Range<Int>)
  /// A function, type, extension, operator…: it stands at file scope and runs nothing.
  case declaration(HoistedDeclaration)
  /// `let` or `var`.
  case variables(VariableDeclaration)
  /// A `guard` that binds names for the rest of the block.
  case guardBinding(GuardBinding)
  /// A statement; `isValue` if it is an expression whose value could be shown.
  case statement(Range<Int>, isValue: Bool)
  /// `#if` with its clauses; `end` is the `#endif`.
  case conditional([ConditionalClause], end: Range<Int>)

  /// Where the item begins.
  public var start: Int {
    switch self {
    case .importing(let range), .statement(let range, _): range.lowerBound
    case .declaration(let declaration): declaration.range.lowerBound
    case .variables(let variables): variables.range.lowerBound
    case .guardBinding(let binding): binding.range.lowerBound
    case .conditional(let clauses, let end):
      clauses.first?.directive.lowerBound ?? end.lowerBound
    }
  }
}

/// A top-level declaration that runs nothing.
public struct HoistedDeclaration: Codable, Equatable, Sendable {
  /// The whole declaration.
  public var range: Range<Int>

  /// Where its modifiers begin, after the attributes.
  public var modifiers: Int
  /// Whether the language does not allow it in a function.
  public var onlyAtFileScope: Bool
  /// Whether it may be `fileprivate`: not an operator, nor an extension with conformances.
  public var mayBePrivate: Bool
}

/// A clause of `#if`.
public struct ConditionalClause: Codable, Equatable, Sendable {
  /// `#if CONDITION`, `#elseif CONDITION` or `#else`.
  public var directive: Range<Int>
  /// What stands under it.
  public var items: [BlockItem]
}

/// A top-level `let` or `var` with one binding or several.
public struct VariableDeclaration: Codable, Equatable, Sendable {
  /// The whole declaration.
  public var range: Range<Int>
  /// Attributes, modifiers and keyword.
  public var introducer: Range<Int>
  /// Where its modifiers begin, after the attributes.
  public var modifiers: Int
  /// The keyword, `let` or `var`.
  public var keyword: Range<Int>
  /// Whether the keyword is `var`.
  public var isVariable: Bool
  /// The bindings, in order.
  public var bindings: [VariableBinding]
}

/// One binding of a `let` or `var`.
public struct VariableBinding: Codable, Equatable, Sendable {
  /// The binding without its comma.
  public var range: Range<Int>
  /// The pattern: a name or a tuple of names.
  public var pattern: Range<Int>
  /// The names it binds, as written.
  public var names: [String]
  /// Its type, as written.
  public var annotation: Range<Int>?
  /// What becomes of it.
  public var treatment: BindingTreatment
}

/// What becomes of a binding.
public enum BindingTreatment: Codable, Equatable, Sendable {
  /// It goes to file scope as it stands and runs nothing in its place (computed, lazy).
  case hoisted
  /// It goes to file scope as it stands and is initialised in its place, by a first use.
  case touched
  /// It is computed in its place, where errors, `await` and `async let` mean what they say, and
  /// handed over to file scope. `context` holds the `async let` declarations it may name.
  case relayed(context: [Range<Int>])
  /// `let x: T` without a value: storage behind a computed variable; the type.
  case deferred(type: Range<Int>)
  /// It has a property wrapper: it becomes the property of a value at file scope.
  case wrapped
  /// It stays in the block's function: `let _`, `async let`.
  case inPlace
}

/// A top-level `guard` that binds names.
public struct GuardBinding: Codable, Equatable, Sendable {
  /// The whole statement.
  public var range: Range<Int>
  /// From `guard` to `else`, inclusive.
  public var head: Range<Int>
  /// The names it binds, as written.
  public var names: [String]
  /// The keywords `var` in its patterns.
  public var variableKeywords: [Range<Int>]
  /// The `async let` declarations before it, which it may name.
  public var context: [Range<Int>]
}
