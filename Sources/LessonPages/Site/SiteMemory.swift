import LessonDocument

/// What a site was made of when it was written last, for one that is written again and again: only pages
/// that have changed are made.
///
/// It belongs to one theme, one typesetter and the task that made it.
public final class SiteMemory {
  /// What was made of one document.
  struct Document {
    var page: LessonPage
    var sections: [SearchIndex.Section]
    /// The results as data.
    var data: String?
  }

  private struct Known {
    var lesson: Lesson
    var results: LessonResults?
    var document: Document
  }

  private var outline: CourseOutline?
  private var documents: [String: Known] = [:]
  private var texts: [String: (source: String, text: String)] = [:]

  /// Nothing was written yet.
  public init() {}

  /// What was made of a document, if it would be the same again.
  func document(
    _ lesson: Lesson,
    _ results: LessonResults?,
    in outline: CourseOutline
  ) -> Document? {
    let outline = outline.withoutStates
    if self.outline != outline {
      self.outline = outline
      documents = [:]
    }
    guard let known = documents[lesson.file], known.lesson == lesson, known.results == results
    else { return nil }
    return known.document
  }

  func keep(_ document: Document, of lesson: Lesson, _ results: LessonResults?) {
    documents[lesson.file] = Known(lesson: lesson, results: results, document: document)
  }

  /// A text made from another, made again only if that has changed.
  func text(_ name: String, of source: String, make: () -> String) -> String {
    if let known = texts[name], known.source == source { return known.text }
    let text = make()
    texts[name] = (source, text)
    return text
  }
}

extension CourseOutline {
  /// The outline as pages show it; how lessons came out stands on the index alone.
  fileprivate var withoutStates: CourseOutline {
    var outline = self
    for index in outline.entries.indices { outline.entries[index].isAsExpected = nil }
    for index in outline.pages.indices { outline.pages[index].isAsExpected = nil }
    return outline
  }
}
