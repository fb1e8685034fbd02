/// Elements, and where each of them stands.
struct PlacedElements {
  private(set) var elements: [Element] = []
  private(set) var places: [LessonText.Place] = []

  /// No element.
  init() {}

  /// Elements that share their lines.
  ///
  /// - Parameter inside: where those stand that are in an element.
  init(_ elements: [Element], on lines: Range<Int>, inside: [LessonText.Place] = []) {
    self.elements = elements
    places = elements.map { _ in LessonText.Place(lines: lines, inside: inside) }
  }

  /// The elements of both, one after the other.
  static func + (left: Self, right: Self) -> Self {
    var both = left
    both.append(right)
    return both
  }

  /// Adds what stands below; a paragraph `: words` there is the caption of a table.
  mutating func append(_ others: Self) {
    var (below, placesBelow) = (others.elements[...], others.places[...])
    if case .table(var table)? = elements.last, table.caption.isEmpty,
      case .paragraph(let content)? = below.first, let caption = TableCaption(content),
      let lines = placesBelow.popFirst()?.lines
    {
      below.removeFirst()
      caption.set(&table)
      elements[elements.count - 1] = .table(table)
      let start = places[places.count - 1].lines.lowerBound
      places[places.count - 1].lines = start..<max(start, lines.upperBound)
    }
    elements += below
    places += placesBelow
  }

  /// Puts another element in the first one's place.
  mutating func replaceFirst(with element: Element) { elements[0] = element }

  /// Adds an element as it is.
  mutating func add(_ element: Element, at place: LessonText.Place) {
    elements.append(element)
    places.append(place)
  }

  /// Takes the last element off, if it is a list of definitions.
  mutating func removeLastDefinitions() -> (list: [Definition], lines: Range<Int>)? {
    guard case .definitions(let list)? = elements.last, let place = places.popLast() else {
      return nil
    }
    elements.removeLast()
    return (list, place.lines)
  }

  /// Takes the last element off, if it is a paragraph.
  mutating func removeLastParagraph() -> (content: [Inline], lines: Range<Int>)? {
    guard case .paragraph(let content)? = elements.last, let place = places.popLast() else {
      return nil
    }
    elements.removeLast()
    return (content, place.lines)
  }
}
