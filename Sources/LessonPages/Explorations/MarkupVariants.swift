import Plots

/// Where forms of one piece of markup differ; what they share is not told.
struct MarkupVariants: Equatable {
  /// A place that differs, with what stands there in each form.
  struct Difference: Equatable, Encodable {
    /// The way to its element: numbers of children, from 0, joined by full stops.
    var at: String
    /// The name of an attribute, `#text`, or `#inner` for all that stands in the element.
    var of: String
    /// What stands there, form by form.
    var `is`: [Value]
  }

  /// What stands at a place: its text, the number of an earlier form that has the same, or nothing.
  enum Value: Equatable, Encodable {
    case text(String)
    case same(Int)
    case absent

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .same(let number): try container.encode(number)
      case .absent: try container.encodeNil()
      }
    }
  }

  private(set) var differences: [Difference] = []

  /// Compares the forms of a piece of markup.
  init(_ forms: [String]) {
    guard Set(forms).count > 1 else { return }
    compare(forms.map(MarkupElement.init(holding:)), at: [])
  }

  private mutating func compare(_ elements: [MarkupElement], at path: [Int]) {
    guard let first = elements.first, elements.contains(where: { $0 != first }) else { return }
    var names: [Substring] = []
    for name in elements.flatMap(\.attributes).map(\.name) where !names.contains(name) {
      names.append(name)
    }
    for name in names {
      let values = elements.map { $0.value(of: name) }
      guard values.contains(where: { $0 != values[0] }) else { continue }
      note(values.map { $0.map { HTMLText.resolved(String($0)) } }, of: String(name), at: path)
    }
    let isAlike = elements.allSatisfy { element in
      element.children.map(\.name) == first.children.map(\.name)
        && (element.text == first.text || first.children.isEmpty
          || element.isBlank && first.isBlank)
    }
    if !isAlike {
      note(elements.map { String($0.content) }, of: "#inner", at: path)
    } else if first.children.isEmpty {
      guard elements.contains(where: { $0.text != first.text }) else { return }
      note(elements.map { HTMLText.resolved($0.text) }, of: "#text", at: path)
    } else {
      for child in first.children.indices {
        compare(elements.map { $0.children[child] }, at: path + [child])
      }
    }
  }

  private mutating func note(_ texts: [String?], of part: String, at path: [Int]) {
    var known: [String: Int] = [:]
    let values = texts.enumerated().map { number, text -> Value in
      guard let text else { return .absent }
      if let earlier = known[text] { return .same(earlier) }
      known[text] = number
      return .text(text)
    }
    let way = path.map(String.init).joined(separator: ".")
    differences.append(Difference(at: way, of: part, is: values))
  }
}

extension MarkupElement {
  fileprivate var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}
