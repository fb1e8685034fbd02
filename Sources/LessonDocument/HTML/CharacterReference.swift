/// Characters that HTML writes by name or number: `&eacute;`, `&#45;`, `&#x2d;`.
enum CharacterReference {
  /// A text with what its references stand for; what is no reference stays as it is.
  ///
  /// The names are those that cmark knows, which are HTML's own.
  static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let reference = /&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/
    return text.replacing(reference) { character(of: String($0.output)) }
  }

  /// Letters around it keep Markdown from taking what it stands for as anything but text.
  private static func character(of reference: String) -> String {
    let (document, _) = CMarkTree.parse(Array("x\(reference)x".utf8))
    guard let paragraph = document.children.first, paragraph.children.count == 1,
      let text = paragraph.children.first, text.kind == .text
    else { return reference }
    return String(text.literal.dropFirst().dropLast())
  }
}
