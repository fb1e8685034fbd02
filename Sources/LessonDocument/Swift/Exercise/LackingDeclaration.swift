import SwiftParser
import SwiftSyntax

/// A declaration that an answer is asked for and lacks.
public struct LackingDeclaration: Equatable, Sendable {
  /// What is wrong, in a sentence.
  public var sentence: String
  /// Where the answer declares something else of that name, or what seems to be meant, in UTF-8 bytes of its
  /// code; nil if it has neither.
  public var offset: Int?
}

extension ExerciseSyntax {
  /// What `syntax` lacks of the declarations that the exercise asks for.
  ///
  /// A function is compared with its labels, types and effects, a type with the names of its
  /// members, anything else by its name.
  public static func missing(
    _ provides: [String],
    in syntax: BlockSyntax
  ) -> [LackingDeclaration] {
    provides.compactMap { wanted in
      let asked = BlockSyntaxReader.read(BlockCode(wanted)).declarations
      guard !asked.isEmpty else {
        return syntax.declarations.contains { $0.name == wanted }
          ? nil : LackingDeclaration(sentence: "the answer must declare '\(wanted)'")
      }
      return asked.lazy.compactMap { lack(of: $0, asked: wanted, in: syntax) }.first
    }
  }

  private static func lack(
    of asked: BlockDeclaration,
    asked wanted: String,
    in syntax: BlockSyntax
  ) -> LackingDeclaration? {
    let named = syntax.declarations.filter { $0.name == asked.name && $0.kind == asked.kind }
    guard let first = named.first else { return absence(of: asked, asked: wanted, in: syntax) }
    if let signature = asked.signature {
      guard !named.contains(where: { $0.signature == signature }) else { return nil }
      let form = FunctionForm(signature)
      // The nearest of several is what is meant.
      let nearest =
        named.map { ($0, FunctionForm($0.signature ?? "").differences(from: form)) }
        .min { $0.1.count < $1.1.count } ?? (first, [])
      let differences = nearest.1.isEmpty ? "" : ": " + nearest.1.joined(separator: "; ")
      return LackingDeclaration(
        sentence: "the answer declares '\(asked.name)' in another form than `\(wanted)`"
          + differences,
        offset: nearest.0.offset
      )
    }
    let members = Set(syntax.declarations.filter { $0.name == asked.name }.flatMap(\.members))
    guard let absent = asked.members.first(where: { !members.contains($0) }) else { return nil }
    return LackingDeclaration(
      sentence: "'\(asked.name)' must have '\(absent)', as `\(wanted)` says",
      offset: first.offset
    )
  }

  /// That nothing of that name and kind is there; what has the form, or nearly the name, seems to be meant.
  private static func absence(
    of asked: BlockDeclaration,
    asked wanted: String,
    in syntax: BlockSyntax
  ) -> LackingDeclaration {
    let sentence = "the answer must declare `\(wanted)`"
    if let other = syntax.declarations.first(where: { $0.name == asked.name }) {
      return LackingDeclaration(sentence: sentence, offset: other.offset)
    }
    let form = asked.signature.map { FunctionForm($0) }
    let meant = syntax.declarations.first { declaration in
      guard declaration.kind == asked.kind else { return false }
      if plain(declaration.name) == plain(asked.name) { return true }
      guard let form, let signature = declaration.signature else { return false }
      return FunctionForm(signature).differences(from: form).isEmpty
    }
    guard let meant else { return LackingDeclaration(sentence: sentence) }
    return LackingDeclaration(
      sentence: "\(sentence): rename '\(meant.name)', if that is it",
      offset: meant.offset
    )
  }

  /// A name without what spellings differ in: `mean_loss` and `meanLoss`.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" }
  }
}

/// The labels, types and effects of a function, from its ``BlockDeclaration/signature``.
private struct FunctionForm {
  private var parameters: [(label: String, type: String)] = []
  private var effects: [String] = []
  private var result = ""
  private var generics = ""

  init(_ signature: String) {
    let tree = Parser.parse(source: signature)
    guard let function = tree.statements.first?.item.as(FunctionDeclSyntax.self) else { return }
    parameters = function.signature.parameterClause.parameters.map {
      ($0.firstName.text, $0.type.spelled + ($0.ellipsis == nil ? "" : "..."))
    }
    let specifiers = function.signature.effectSpecifiers
    effects = specifiers?.tokens(viewMode: .sourceAccurate).map(\.text) ?? []
    result = function.signature.returnClause?.type.spelled ?? ""
    generics = [
      function.genericParameterClause?.spelled, function.genericWhereClause?.spelled,
    ].compactMap(\.self).joined(separator: " ")
  }

  /// In what it is not another form, a few words each.
  func differences(from wanted: FunctionForm) -> [String] {
    var found: [String] = []
    let (count, asked) = (parameters.count, wanted.parameters.count)
    if count != asked {
      found.append("it takes \(count) \(count == 1 ? "argument" : "arguments"), not \(asked)")
    } else {
      for (number, (own, other)) in zip(parameters, wanted.parameters).enumerated() {
        if own.label != other.label {
          found.append(
            "the label of argument \(number + 1) is '\(own.label)', not '\(other.label)'"
          )
        }
        if own.type != other.type {
          found.append("the type of argument \(number + 1) is \(own.type), not \(other.type)")
        }
      }
    }
    found += effects.filter { !wanted.effects.contains($0) }.map { "`\($0)` is too much" }
    found += wanted.effects.filter { !effects.contains($0) }.map { "`\($0)` is missing" }
    if result != wanted.result {
      let (own, other) = (Self.words(result), Self.words(wanted.result))
      found.append("it returns \(own), not \(other)")
    }
    if generics != wanted.generics {
      found.append(wanted.generics.isEmpty ? "it is generic" : "`\(wanted.generics)` is missing")
    }
    return found
  }

  private static func words(_ type: String) -> String { type.isEmpty ? "nothing" : type }
}

extension SyntaxProtocol {
  /// The code in the common spelling, whatever blanks it has: `[String: (Int, Double)]`.
  fileprivate var spelled: String {
    let tokens = tokens(viewMode: .sourceAccurate).map(\.text)
    var text = ""
    for (number, token) in tokens.enumerated() {
      let before = number > 0 ? tokens[number - 1] : ""
      let isApart =
        [",", ":"].contains(before) || ["->", "&"].contains(token) || ["->", "&"].contains(before)
        || (before.last?.isLetter == true && token.first?.isLetter == true)
      text += (isApart ? " " : "") + token
    }
    return text
  }
}
