import Foundation
import LessonDocument

/// A command with its subcommands and arguments, as the parser describes them.
struct CommandOutline: Decodable {
  /// An option, a flag, or a word that stands alone.
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var names: [Name]?
    var isOptional: Bool
    var valueName: String?
    /// The values that it takes, if they are few.
    var allValues: [String]?

    /// Its names with their dashes.
    var spellings: [String] {
      (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
    }

    /// The name by which it is told of.
    var longName: String { spellings.max { $0.count < $1.count } ?? "" }
  }

  private struct Root: Decodable { var command: CommandOutline }

  var commandName: String
  var subcommands: [CommandOutline]?
  var defaultSubcommand: String?
  var arguments: [Argument]?

  /// The root command, from what the parser writes of it as JSON.
  static func root(help: String) -> CommandOutline? {
    (try? JSONDecoder().decode(Root.self, from: Data(help.utf8)))?.command
  }

  /// Its subcommands but for the one that gives help.
  var own: [CommandOutline] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// Its long options, with their dashes.
  var options: [String] {
    (arguments ?? []).flatMap(\.spellings).filter { $0.hasPrefix("--") }
  }

  /// The words that it takes, in their order.
  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == "positional" } }

  /// All commands below it, with the words that lead there.
  var descendants: [(path: [String], command: CommandOutline)] {
    own.flatMap { next in
      [([next.commandName], next)]
        + next.descendants.map { ([next.commandName] + $0.path, $0.command) }
    }
  }

  func named(_ name: String) -> CommandOutline? { own.first { $0.commandName == name } }

  /// The option of a name with its dashes.
  func option(_ name: String) -> Argument? {
    (arguments ?? []).first { $0.spellings.contains(name) }
  }

  /// The option that is probably meant: one of nearly the same letters, or the same words and more, as `--no-ask`
  /// is for `--ask`.
  static func nearest(to option: String, among known: [String]) -> String? {
    let words = { (option: String) in option.split(separator: "-").map { $0.lowercased() } }
    let written = words(option)
    let name = { (option: String) in words(option).joined(separator: "-") }
    let near = Suggestion.nearest(to: name(option), among: known.map(name))
    if let near { return known.first { name($0) == near } }
    guard !written.isEmpty else { return nil }
    return known.first { option in
      let other = words(option)
      return written.allSatisfy(other.contains) || other.allSatisfy(written.contains)
    }
  }
}
