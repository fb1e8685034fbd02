import LessonDocument

extension Lesson {
  /// The heading of level 1 that opens the lesson and says its title, if it does.
  var titleElement: Element? {
    guard let first = elements.first, case .heading(1, let content, _, _) = first else {
      return nil
    }
    let text = content.map { $0.plainText(in: inlineExpressions) }.joined()
    return text == title ? first : nil
  }
}
