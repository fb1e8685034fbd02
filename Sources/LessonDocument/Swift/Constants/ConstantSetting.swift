/// Another value for a number that a lesson names.
public struct ConstantSetting: Hashable, Sendable {
  /// The number's name.
  public let name: String
  /// The value as Swift code, of the kind of the lesson's own: a whole number, or one with a fraction.
  public let value: String

  /// Reads `name=value` for a lesson.
  ///
  /// - Throws: ``ConstantError`` if the lesson names no such number, or the value is none of its kind.
  public init(_ text: String, of lesson: Lesson) throws(ConstantError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .form(text) }
    let constants = lesson.constants
    guard let constant = constants.first(where: { $0.name == parts[0] }) else {
      throw .unknown(parts[0], lesson: lesson.file, constants)
    }
    guard let value = Self.value(parts[1], asIn: constant) else {
      throw .otherKind(text, lesson: lesson.file, constant)
    }
    self.init(name: constant.name, value: value)
  }

  init(name: String, value: String) { (self.name, self.value) = (name, value) }

  private static func value(_ text: String, asIn constant: NamedConstant) -> String? {
    if constant.isWhole { return Int(text).map(String.init) }
    guard let number = Double(text), number.isFinite,
      text.wholeMatch(of: /[-+]?[0-9.]+([eE][-+]?[0-9]+)?/) != nil
    else { return nil }
    return "\(number)"
  }

  /// A constant's values at which to look what no longer holds: half and twice as much.
  ///
  /// A whole number that has no half goes down and up by one; 0 is tried at one of either sign.
  public static func around(_ constant: NamedConstant) -> [ConstantSetting] {
    let plain = constant.value.filter { $0 != "_" }
    let values: [String]
    if constant.isWhole {
      // What is written in another base stays as it is.
      guard let number = Int(plain), number.magnitude <= Int.max / 2 else { return [] }
      values = (number == 0 ? [-1, 1] : [number / 2, 2 * number]).map(String.init)
    } else {
      guard let number = Double(plain) else { return [] }
      values = (number == 0 ? [-1, 1] : [number / 2, 2 * number]).map { "\($0)" }
    }
    return values.map { ConstantSetting(name: constant.name, value: $0) }
  }
}

extension [ConstantSetting] {
  /// Reads `name=value`, each for a name of its own.
  ///
  /// - Throws: ``ConstantError``.
  public init(_ texts: [String], of lesson: Lesson) throws(ConstantError) {
    self = []
    for text in texts {
      let setting = try ConstantSetting(text, of: lesson)
      guard !contains(where: { $0.name == setting.name }) else { throw .twice(setting.name) }
      append(setting)
    }
  }

  /// Code with the values in place of the lesson's own.
  public func lines(of code: [CodeLine]) -> [CodeLine] {
    guard !isEmpty else { return code }
    let whole = BlockCode(code)
    let places = ConstantFinder.constants(in: whole).compactMap { found in
      first { $0.name == found.name }.map { (found.range, $0.value) }
    }
    return whole.lines(replacing: places)
  }
}

extension Lesson {
  /// The lesson as its reader sees it while numbers are set to others.
  public func shown(with settings: [ConstantSetting]) -> Lesson {
    var lesson = self
    for index in blocks.indices where blocks[index].holdsConstants {
      lesson.blocks[index].code = settings.lines(of: blocks[index].code)
    }
    return lesson
  }
}

/// Why a number of a lesson cannot be set; each is a sentence with what would be right.
public enum ConstantError: Error, Equatable, CustomStringConvertible {
  /// There is no name, or no value.
  case form(String)
  /// The lesson names no such number.
  case unknown(String, lesson: String, [NamedConstant])
  /// The value is no number, or has a fraction where a whole number stands.
  case otherKind(String, lesson: String, NamedConstant)
  /// A number is set twice.
  case twice(String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .form(let text):
      return "'\(text.prefix(60))' sets nothing: write a name and a value, as in --set units=16"
    case .unknown(let name, let lesson, let constants):
      let hint = Suggestion.phrase(for: name, among: constants.map(\.name))
      var names: [String] = []
      for constant in constants where !names.contains(constant.name) { names.append(constant.name) }
      let known =
        names.isEmpty ? "it names none" : "those that it names are \(names.joined(separator: ", "))"
      return
        "\(lesson): no number is named '\(name.prefix(60))'\(hint)\(hint.isEmpty ? ";" : "") \(known)"
    case .otherKind(let text, let lesson, let constant):
      let place = "\(lesson):\(constant.location.line):\(constant.location.column)"
      let own = "\(constant.name) = \(constant.value)"
      return constant.isWhole
        ? "'\(text.prefix(60))': \(constant.name) is a whole number (\(place): \(own)); give one"
        : "'\(text.prefix(60))': \(constant.name) is a number (\(place): \(own)); give one, such as 0.5"
    case .twice(let name): return "'\(name.prefix(60))' is set twice: give it one value"
    }
  }
}
