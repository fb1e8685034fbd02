/// Typed values; each notes a mistake and is nil if the entry holds something else.
extension YAMLEntry {
  /// `true` or `false`.
  func boolean(_ mistakes: inout MistakeList) -> Bool? {
    switch value {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    default: return refuse(.truth, &mistakes)
    }
  }

  /// A text that is not empty.
  func text(_ mistakes: inout MistakeList) -> String? {
    guard case .scalar(let text, _) = value, !text.allSatisfy(\.isWhitespace) else {
      return refuse(.text, &mistakes)
    }
    return text.trimmedAtEnd
  }

  /// A list of texts; one text is a list of one.
  func texts(_ mistakes: inout MistakeList) -> [String]? {
    switch value {
    case .scalar(let text, _) where !text.isEmpty: return [text]
    case .list(let texts) where texts.allSatisfy { !$0.allSatisfy(\.isWhitespace) }: return texts
    default: return refuse(.texts, &mistakes)
    }
  }

  /// A finite number that a rule allows.
  func number(_ rule: NumberRule, _ mistakes: inout MistakeList) -> Double? {
    guard case .scalar(let text, isPlain: true) = value, let number = Double(text),
      number.isFinite, rule.isAllowed(number)
    else { return refuse(.number(rule), &mistakes) }
    return number
  }

  /// A whole number for a generator's seed, decimal or after `0x` hexadecimal.
  func seed(_ mistakes: inout MistakeList) -> UInt64? {
    if case .scalar(let text, isPlain: true) = value {
      let seed = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
      if let seed { return seed }
    }
    return refuse(.seed, &mistakes)
  }

  /// One of a few words.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type,
    _ mistakes: inout MistakeList
  ) -> Choice? {
    if case .scalar(let text, _) = value, let choice = Choice(rawValue: text) { return choice }
    return refuse(.choice(type), near: Choice.allCases.map(\.rawValue), &mistakes)
  }

  /// A name of letters, digits, `-` and `_`, which also serves as an anchor or a file's name.
  func identifier(_ mistakes: inout MistakeList) -> String? {
    guard case .scalar(let text, _) = value, Self.isIdentifier(text) else {
      return refuse(.identifier, &mistakes)
    }
    return text
  }

  /// A name of small letters, digits and hyphens.
  func slug(_ mistakes: inout MistakeList) -> String? {
    guard case .scalar(let text, _) = value, Slug.isValid(text) else {
      return refuse(.slug, &mistakes)
    }
    return text
  }

  /// A name that nothing else bears; one that is taken is told of, and stays.
  func free(
    _ name: String?,
    _ reason: (String) -> String?,
    _ mistakes: inout MistakeList
  ) -> String? {
    if let name, let reason = reason(name) {
      mistakes.add("\(reason): choose another name", at: valueLocation)
    }
    return name
  }

  private static func isIdentifier(_ text: String) -> Bool {
    let isSign: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return (1...64).contains(text.utf8.count) && text.first.map(isSign) == true
      && text.allSatisfy { isSign($0) || $0 == "-" || $0 == "_" }
  }

  /// Tells of a value of another form.
  func refuse<Value>(
    _ form: ValueForm,
    near words: [String] = [],
    _ mistakes: inout MistakeList
  ) -> Value? {
    let rule = "must be \(form.words)"
    switch value {
    case .missing: mistakes.add("'\(name)' has no value: it \(rule)", at: location)
    case .scalar(let text, let isPlain):
      let written = isPlain ? "'\(text.prefix(60))'" : "the quoted text \"\(text.prefix(60))\""
      let hint = Suggestion.phrase(for: text, among: words)
      mistakes.add("'\(name)' \(rule), not \(written)\(hint)", at: valueLocation)
    case .list: mistakes.add("'\(name)' \(rule), not a list", at: valueLocation)
    case .other: mistakes.add("'\(name)' \(rule), not something nested", at: valueLocation)
    }
    return nil
  }
}

extension String {
  /// The text without the line end that YAML's `>` and `|` leave, and other blanks.
  var trimmedAtEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// The names that lessons and exercises bear in addresses and file names.
public enum Slug {
  /// The bytes that a name may have: it becomes part of addresses and of other files' names.
  public static let lengthLimit = 64

  /// Whether a name consists of small letters, digits and single hyphens between them, and is short enough.
  public static func isValid(_ name: String) -> Bool {
    name.utf8.count <= lengthLimit && isWellSpelled(name)
  }

  /// What is to be done about a name that is not valid.
  ///
  /// - Parameter spelling: what to do if it is not spelled as a name is.
  public static func remedy(_ name: String, spelling: String) -> String {
    isWellSpelled(name)
      ? "it has \(name.utf8.count) letters, and \(lengthLimit) are allowed: shorten it" : spelling
  }

  private static func isWellSpelled(_ name: String) -> Bool {
    name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= $0 }
    }
  }
}
