/// The shapes that tell series apart where colours cannot.
enum Marker {
  private static let count = 6

  /// The outline of a marker around a point, about eight pixels wide.
  static func path(_ slot: Int, x: Double, y: Double, radius: Double = 3.6) -> String {
    let r = radius
    func at(_ dx: Double, _ dy: Double) -> String { "\(pixels(x + dx)) \(pixels(y + dy))" }
    switch slot % count {
    case 0:
      return "M\(at(-r, 0))a\(pixels(r)) \(pixels(r)) 0 1 0 \(pixels(2 * r)) 0"
        + "a\(pixels(r)) \(pixels(r)) 0 1 0 \(pixels(-2 * r)) 0z"
    case 1: return "M\(at(-r, -r))h\(pixels(2 * r))v\(pixels(2 * r))h\(pixels(-2 * r))z"
    case 2: return "M\(at(0, -r * 1.2))L\(at(r * 1.1, r))L\(at(-r * 1.1, r))z"
    case 3: return "M\(at(0, -r * 1.3))L\(at(r * 1.3, 0))L\(at(0, r * 1.3))L\(at(-r * 1.3, 0))z"
    case 4: return "M\(at(0, r * 1.2))L\(at(r * 1.1, -r))L\(at(-r * 1.1, -r))z"
    default:
      let t = r * 0.35
      return "M\(at(-r, -t))H\(pixels(x - t))V\(pixels(y - r))H\(pixels(x + t))V\(pixels(y - t))"
        + "H\(pixels(x + r))V\(pixels(y + t))H\(pixels(x + t))V\(pixels(y + r))"
        + "H\(pixels(x - t))V\(pixels(y + t))H\(pixels(x - r))z"
    }
  }
}
