public import Foundation

/// Cuts a font down to the characters that pages show, with HarfBuzz's `hb-subset`.
///
/// Latin Modern Math weighs 734 kB, most of it glyphs of alphabets and arrows that a course never
/// shows. A cut takes about ten milliseconds, so its result is not kept from build to build.
public struct FontSubsetter: Equatable, Sendable {
  /// The program.
  public var program: URL

  /// A subsetter that runs a program of one's choice.
  public init(program: URL) {
    self.program = program
  }

  /// The `hb-subset` found on the search path, or nil if there is none.
  public static func installed() -> FontSubsetter? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    return path.split(separator: ":").map { "\($0)/hb-subset" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { FontSubsetter(program: URL(fileURLWithPath: $0)) }
  }

  /// A math font with no glyphs but those that the formulas of pages need.
  ///
  /// Of each character all sizes and stretched forms stay, which the font's table for mathematics
  /// names, and the forms of its features.
  ///
  /// - Parameter pages: HTML.
  /// - Returns: an OpenType font.
  /// - Throws: ``SiteError`` if the program fails or does not end within 20 seconds.
  func font(_ font: MathFont, forFormulasOf pages: [String]) throws(SiteError) -> Data {
    let shown = FormulaCharacters(ofFormulasIn: pages).scalars
    let codes = shown.map(\.value).sorted().map { String($0, radix: 16) }
    let target = FileManager.default.temporaryDirectory
      .appendingPathComponent("math-font-\(UUID().uuidString).otf")
    defer { try? FileManager.default.removeItem(at: target) }
    let isCut = run([
      font.file.path, "--unicodes=\(codes.joined(separator: ","))", "--layout-features=*",
      "--output-file=\(target.path)",
    ])
    guard isCut, let data = FileManager.default.contents(atPath: target.path), !data.isEmpty else {
      throw .unwritable(
        path: "assets/fonts",
        reason: "\(program.path) could not cut \(font.file.path); install both anew, "
          + "or remove hb-subset to ship the whole font."
      )
    }
    return data
  }

  /// Whether the program ended well.
  private func run(_ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let hasEnded = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in hasEnded.signal() }
    guard (try? process.run()) != nil else { return false }
    guard hasEnded.wait(timeout: .now() + 20) == .success else {
      process.terminate()
      return false
    }
    return process.terminationReason == .exit && process.terminationStatus == 0
  }
}

/// The characters that a font needs to draw the formulas of pages.
struct FormulaCharacters {
  /// What browsers draw without being told the character: the sign of a root, and the minus for which a
  /// hyphen stands; digits, so that a font of a course without formulas is one.
  private static let always = Set("0123456789 ()√−".unicodeScalars)

  let scalars: Set<Unicode.Scalar>

  init(ofFormulasIn pages: [String]) {
    var found = Self.always
    for page in pages {
      for formula in page.components(separatedBy: "<math").dropFirst() {
        let marked = formula.components(separatedBy: "</math>").first ?? ""
        for text in marked.components(separatedBy: "<") {
          found.formUnion(text.unicodeScalars.drop { $0 != ">" }.dropFirst())
        }
      }
    }
    found = found.filter { $0.value >= 0x20 }
    scalars = found.union(found.compactMap(Self.italic))
  }

  /// The letter that a browser draws for an `mi` of one letter.
  ///
  /// - Source: MathML Core, C.1, "italic mappings"
  private static func italic(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let special: [Unicode.Scalar: UInt32] = [
      "h": 0x210E, "ı": 0x1D6A4, "ȷ": 0x1D6A5, "ϴ": 0x1D6F3, "∇": 0x1D6FB, "∂": 0x1D715,
      "ϵ": 0x1D716, "ϑ": 0x1D717, "ϰ": 0x1D718, "ϕ": 0x1D719, "ϱ": 0x1D71A, "ϖ": 0x1D71B,
    ]
    let runs: [(first: Unicode.Scalar, last: Unicode.Scalar, italic: UInt32)] = [
      ("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC),
    ]
    let code =
      special[scalar]
      ?? runs.first { ($0.first...$0.last).contains(scalar) }
      .map { $0.italic + scalar.value - $0.first.value }
    return code.flatMap(Unicode.Scalar.init)
  }
}
