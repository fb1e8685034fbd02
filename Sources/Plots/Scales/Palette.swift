/// The colours of charts.
///
/// Series: after Okabe & Ito, "Color Universal Design" (2008), darkened where needed so that each has
/// a contrast of at least 3 : 1 on white and on near black. Sequential: viridis, whose lightness
/// grows evenly, so that it survives grey print. Diverging: ColorBrewer RdBu, safe for colour blindness.
enum Palette {
  /// Colours of series; dash and marker tell them apart as well.
  static let series = ["#0072b2", "#d55e00", "#008f68", "#b5648f", "#8a7300", "#6b7280"]
  /// The same hues, lighter, for dark pages.
  static let darkSeries = ["#56a8e8", "#f0873c", "#2fc197", "#d79abf", "#cbb23a", "#a3abb8"]
  /// SVG dashes, one a series; the first is solid.
  static let dashes = ["", "7 3", "2 2.5", "9 3 2 3", "14 4", "5 2 1.5 2 1.5 2"]

  private static let viridis = [
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xfde725,
  ]
  private static let redBlue = [
    0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b,
  ]

  /// The red, green and blue of a level, each 0 … 255.
  static func rgb(_ kind: Chart.ColourScale.Kind, level: Int) -> (Int, Int, Int) {
    let anchors = kind == .sequential ? viridis : redBlue
    let steps = (ColourRange.levels - 1) / (anchors.count - 1)
    let (index, rest) = level.quotientAndRemainder(dividingBy: steps)
    let next = anchors[min(index + 1, anchors.count - 1)]
    func mix(_ shift: Int) -> Int {
      let (low, high) = ((anchors[index] >> shift) & 255, (next >> shift) & 255)
      return low + (high - low) * rest / steps
    }
    return (mix(16), mix(8), mix(0))
  }

  /// A level's colour as `#rrggbb`.
  static func hex(_ kind: Chart.ColourScale.Kind, level: Int) -> String {
    let (red, green, blue) = rgb(kind, level: level)
    return "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Whether white words are easier to read on a level than black ones.
  static func isDark(_ kind: Chart.ColourScale.Kind, level: Int) -> Bool {
    let (red, green, blue) = rgb(kind, level: level)
    return 299 * red + 587 * green + 114 * blue < 140_000
  }
}

/// Which colour, dash and marker each name of a chart has, in order of appearance.
struct SeriesSlots {
  private(set) var names: [String] = []
  private var slots: [String: Int] = [:]

  init(_ marks: [Chart.Mark]) {
    for case let name? in marks.map(\.seriesName) where slots[name] == nil {
      slots[name] = names.count
      names.append(name)
    }
  }

  subscript(name: String) -> Int { slots[name] ?? 0 }
}

extension Chart.Mark {
  /// The name by which the mark has its colour, if it has one.
  var seriesName: String? {
    switch self {
    case .line(let series), .step(let series), .points(let series): series.name
    case .bars(let bars): bars.name
    case .band(let band): band.name
    case .arrows(let arrows): arrows.name
    case .cells, .rule, .label, .diagram: nil
    }
  }
}

extension Chart.Mark {
  /// Whether the mark joins points.
  var isLine: Bool {
    switch self {
    case .line, .step: true
    default: false
    }
  }
}
