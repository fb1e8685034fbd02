/// What the name of a lesson's file says: `02-vanilla-rnn.md`.
struct LessonName: Equatable, Sendable {
  /// The digits at the beginning, perhaps with a small letter for one of several pages: `02`, `11a`.
  var number: String?
  /// The rest without the extension: `vanilla-rnn`.
  var slug: String

  /// Takes the last component of a path apart.
  init(path: String) {
    var name = path.split(separator: "/").last ?? ""
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = name[..<dot] }
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    var rest = name[digits.endIndex...]
    if !digits.isEmpty, let letter = rest.first, letter.isASCII, letter.isLowercase {
      rest = rest.dropFirst()
    }
    let slug = rest.dropFirst()
    if !digits.isEmpty, rest.first == "-", !slug.isEmpty {
      number = String(name[..<rest.startIndex])
      self.slug = String(slug)
    } else {
      number = nil
      self.slug = name.isEmpty ? "lesson" : String(name)
    }
  }
}
