/// A line that begins or ends a part of an exercise block, such as `// BEGIN SOLUTION`.
struct ExerciseMarker: Equatable {
  /// The parts that markers enclose.
  enum Part: String, CaseIterable {
    /// The answer.
    case solution = "SOLUTION"
    /// What the student sees instead.
    case starter = "STARTER"
  }

  var part: Part
  var isBegin: Bool

  /// How the marker is written.
  var text: String { "// \(isBegin ? "BEGIN" : "END") \(part.rawValue)" }

  private static let all = Part.allCases.flatMap { part in
    [true, false].map { ExerciseMarker(part: part, isBegin: $0) }
  }

  /// The marker that a line is.
  init?(_ line: CodeLine) {
    let text = line.text.drop { $0.isWhitespace }
    guard let marker = Self.all.first(where: { text.hasPrefix($0.text) }),
      text.dropFirst(marker.text.count).allSatisfy(\.isWhitespace)
    else { return nil }
    self = marker
  }

  /// The marker that begins or ends a part.
  init(part: Part, isBegin: Bool) {
    self.part = part
    self.isBegin = isBegin
  }

  /// The marker that a line seems to mean without being one: a slip here would show the answer.
  static func meant(by line: CodeLine) -> ExerciseMarker? {
    guard line.text.utf8.contains(UInt8(ascii: "/")), ExerciseMarker(line) == nil else {
      return nil
    }
    let letters = line.text.lowercased().filter { $0.isLetter || $0 == "/" }
    return all.first { marker in
      letters.contains("/" + marker.text.lowercased().filter(\.isLetter))
    }
  }
}

/// The lines between two markers.
struct ExerciseRegion: Equatable {
  var part: ExerciseMarker.Part
  /// The lines from the opening marker to the closing one, both included.
  var lines: ClosedRange<Int>

  /// Finds the regions of a block, and what is wrong with its markers.
  static func regions(
    in code: [CodeLine]
  ) -> (regions: [ExerciseRegion], faults: [(message: String, location: SourceLocation)]) {
    var regions: [ExerciseRegion] = []
    var faults: [(message: String, location: SourceLocation)] = []
    var open: (marker: ExerciseMarker, line: Int)?
    for (index, line) in code.enumerated() {
      if let meant = ExerciseMarker.meant(by: line) {
        faults.append(("write '\(meant.text)', on a line of its own", line.location))
      }
      guard let marker = ExerciseMarker(line) else { continue }
      let end = ExerciseMarker(part: marker.part, isBegin: false)
      if marker.isBegin {
        if let open {
          faults.append(
            (
              "'\(open.marker.text)' on line \(code[open.line].location.line) is not ended before "
                + "'\(marker.text)': add '\(Self.end(of: open.marker))'",
              line.location
            )
          )
        }
        open = (marker, index)
      } else if let begin = open, begin.marker.part == marker.part {
        regions.append(ExerciseRegion(part: marker.part, lines: begin.line...index))
        open = nil
      } else {
        faults.append(
          (
            "'\(end.text)' ends nothing: add '// BEGIN \(marker.part.rawValue)' above",
            line.location
          )
        )
      }
    }
    if let open {
      faults.append(
        (
          "'\(open.marker.text)' is not ended: add '\(end(of: open.marker))' after its last line",
          code[open.line].location
        )
      )
    }
    return (regions, faults)
  }

  private static func end(of marker: ExerciseMarker) -> String {
    "// END \(marker.part.rawValue)"
  }
}
