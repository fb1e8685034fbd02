public import Foundation

/// The font in which formulas are set, with its license.
public struct MathFont: Equatable, Sendable {
  /// An OpenType file.
  public var file: URL
  /// The text that must lie beside it.
  public var license: URL?

  /// Latin Modern Math as packages install it, or nil if it is not there.
  public static func installed() -> MathFont? {
    let fonts = [
      "/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf",
      "/usr/share/fonts/opentype/latinmodern-math.otf",
      "/opt/homebrew/share/texmf-dist/fonts/opentype/public/lm-math/latinmodern-math.otf",
      "/Library/Fonts/latinmodern-math.otf",
    ]
    let licenses = [
      "/usr/share/texmf/doc/fonts/lm/GUST-FONT-LICENSE.TXT",
      "/usr/share/doc/fonts-lmodern/copyright",
    ]
    let manager = FileManager.default
    guard let font = fonts.first(where: { manager.isReadableFile(atPath: $0) }) else { return nil }
    let license = licenses.first { manager.isReadableFile(atPath: $0) }
    return MathFont(
      file: URL(fileURLWithPath: font),
      license: license.map { URL(fileURLWithPath: $0) }
    )
  }
}
