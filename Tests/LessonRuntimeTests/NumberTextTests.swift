import Foundation
import Testing

@testable import LessonRuntime

struct NumberTextTests {
  static let numbers: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (70, "70"), (100_000, "100000"),
    (1_234_567, "1234570"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"), (0.1 + 0.2, "0.3"),
    (3.14159265, "3.14159"), (999_999.5, "1000000"), (0.9999995, "1"), (99.99995, "100"),
    (0.00001, "0.00001"), (0.000012345678, "0.0000123457"), (1.5e-6, "1.5e-6"),
    (1e14, "100000000000000"), (1e15, "1e15"), (-1.25e20, "-1.25e20"),
    (1.7976931348623157e308, "1.79769e308"), (5e-324, "5e-324"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-Double.nan, "nan"),
  ]

  @Test(
    "A number has at most six significant digits and no needless zeros",
    arguments: numbers
  )
  func sixDigits(number: Double, text: String) {
    #expect(NumberText.sixDigits(number) == text)
  }

  @Test(
    "A tie in the digits that are written goes away from zero",
    arguments: [(1.234565, "1.23457"), (-1.234565, "-1.23457"), (123_456.5, "123457")]
  )
  func ties(number: Double, text: String) {
    #expect(NumberText.sixDigits(number) == text)
  }

  @Test("What is read back is within half a unit of the sixth digit")
  func accuracy() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits)
      // The neighbourhood of the largest and of the subnormal numbers cannot be read back so exactly.
      guard number.isNormal, abs(number) < 1e300 else { continue }
      let text = NumberText.sixDigits(number)
      let read = try #require(Double(text))
      #expect(abs(read - number) <= abs(number) * 5.0001e-6)
      let digits = String(text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" })
      let significant = text.contains(".") ? digits : digits.replacing(/0+$/, with: "")
      #expect(significant.count <= 6)
    }
  }

  @Test("The same number as Float and as Double reads the same where Float is exact enough")
  func float() {
    #expect(inlineText(of: Float(0.1)) == "0.1")
    #expect(inlineText(of: Float(1) / 3) == "0.333333")
    #expect(inlineText(of: Float.nan) == "nan")
  }
}
