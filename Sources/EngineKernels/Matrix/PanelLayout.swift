internal import CProcessor

/// How the columns of a right operand are cut into panels, each as wide as one row of a tile.
///
/// With 32 registers of 64 bytes a panel is four vectors wide, and the rest two and one. Smaller
/// registers hold six rows of a single 64-byte vector, so there every panel is one vector wide.
enum PanelLayout {
  @inline(__always) static var widestPanel: Int { PROCESSOR_VECTOR_BYTES == 64 ? 4 : 1 }

  /// Whether twelve rows of one vector leave room in the registers.
  @inline(__always) static var tallTiles: Bool { PROCESSOR_VECTOR_BYTES == 64 }

  /// The width in vectors of the panel that starts at vector `start` of `count`.
  @inline(__always)
  static func width(at start: Int, of count: Int) -> Int {
    let left = count - start
    if left >= widestPanel { return widestPanel }
    return left >= 2 ? 2 : 1
  }
}
