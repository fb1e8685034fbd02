import ArgumentParser
import Foundation
import LessonDocument

/// The commands and their options, to say what somebody meant who wrote another word.
struct CommandTree {
  private let root: CommandOutline

  /// - Returns: nil if the parser does not tell what there is.
  init?() {
    guard let root = CommandOutline.root(help: Unroll._dumpHelp()) else { return nil }
    self.root = root
  }

  /// Refuses words that are no commands, options that a command does not have, values that an option does not
  /// take, and a lesson or exercise that is left out: of these the parser says less, or something else.
  func check(_ arguments: [String]) throws {
    var path = [root.commandName]
    var command = root
    var rest = arguments[...]
    var isForHelp = false
    while let word = rest.first, !command.own.isEmpty {
      guard !word.hasPrefix("-") else { break }
      rest = rest.dropFirst()
      if word == "help" {
        isForHelp = true
        continue
      }
      guard let next = command.named(word) else {
        // The reference stands behind `unroll help` alone.
        let mayBeTopic = isForHelp && path.count == 1
        throw UseError.unknownCommand(
          word,
          of: path.joined(separator: " "),
          known: command.own.map(\.commandName) + (mayBeTopic ? ReferenceHelp.topics : []),
          near: mayBeTopic ? topic(near: word) : nearest(to: word, after: path, command)
        )
      }
      path.append(word)
      command = next
    }
    if isForHelp { return }
    if let name = command.defaultSubcommand, let next = command.named(name) { command = next }
    let call = CommandCall(rest, of: command, path: path.joined(separator: " "))
    try checkOptions(call)
    try Self.checkSubject(call)
  }

  /// The part of the reference or the command that is probably meant behind `unroll help`.
  private func topic(near word: String) -> String? {
    let known = ReferenceHelp.topics + root.own.map(\.commandName)
    return Suggestion.nearest(to: word, among: known).map { "\(root.commandName) help \($0)" }
  }

  /// What a word in the place of a command probably means, as a whole command.
  private func nearest(to word: String, after path: [String], _ command: CommandOutline) -> String?
  {
    let here = command.own.map { path + [$0.commandName] }
    let all = root.descendants.map { [root.commandName] + $0.path }
    let near = { (paths: [[String]]) -> [String]? in
      let name = Suggestion.nearest(to: word, among: paths.compactMap(\.last))
      return paths.first { $0.last == name }
    }
    let found = all.first { $0.last == word } ?? near(here) ?? near(all)
    return found?.joined(separator: " ")
  }

  private func checkOptions(_ call: CommandCall) throws(UseError) {
    let known = call.command.options
    if let option = call.unknownOptions.first {
      let others = root.descendants.filter { $0.command.options.contains(option) }
        .map { ([root.commandName] + $0.path).joined(separator: " ") }
      guard others.isEmpty else {
        throw .optionOfOthers(option, command: call.path, others: others)
      }
      throw .unknownOption(
        option,
        command: call.path,
        near: CommandOutline.nearest(to: option, among: known),
        known: known.filter { $0 != "--help" && $0 != "--version" }
      )
    }
    for (option, value) in call.values {
      guard let values = option.allValues, !values.isEmpty, !values.contains(value) else {
        continue
      }
      throw .valueOfOption(value, option: option.longName, values: values)
    }
  }

  /// Says which lessons there are if a command needs one, and how to begin a course where there is none.
  private static func checkSubject(_ call: CommandCall) throws {
    guard call.positionals.isEmpty,
      let subject = call.command.positionals.first, !subject.isOptional
    else { return }
    let isOfExercise = call.path.hasPrefix("unroll exercise ")
    guard subject.valueName == "lesson" || isOfExercise else { return }
    let folder = try CourseChoice().lessons()
    if isOfExercise { throw UseError.exerciseMissing(command: call.path) }
    let known = folder.entries.map { "\($0.number)-\($0.slug)" }
    throw UseError.lessonMissing(command: call.path, known: known)
  }
}

/// The words after a command: what is an option, what its value, and what stands alone.
struct CommandCall {
  let command: CommandOutline
  /// The command as it is written.
  let path: String
  private(set) var positionals: [String] = []
  private(set) var unknownOptions: [String] = []
  private(set) var values: [(option: CommandOutline.Argument, value: String)] = []

  init(_ arguments: ArraySlice<String>, of command: CommandOutline, path: String) {
    (self.command, self.path) = (command, path)
    var rest = arguments
    while let word = rest.popFirst() {
      guard word != "--" else {
        positionals += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        positionals.append(word)
        continue
      }
      let name = word.prefix { $0 != "=" }.description
      guard let option = command.option(name) else {
        unknownOptions.append(name)
        continue
      }
      guard option.kind == "option" else { continue }
      let value = word.dropFirst(name.count + 1)
      if word.count > name.count {
        values.append((option, String(value)))
      } else if let next = rest.popFirst() {
        values.append((option, next))
      }
    }
  }
}
