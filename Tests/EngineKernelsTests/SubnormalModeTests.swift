import EngineKernels
import Testing

struct SubnormalModeTests {
  /// Products whose results, or whose factors, are below the normal range; the compiler sees neither.
  @inline(never)
  private static func product<Scalar: BinaryFloatingPoint>(_ a: Scalar, _ b: Scalar) -> Scalar {
    a * b
  }

  @Test("inside the mode subnormal results and operands are zero, outside they are not")
  func flushes() {
    let smallest = Float.leastNonzeroMagnitude
    #expect(Self.product(1e-25 as Float, 1e-15) > 0)
    let mode = SubnormalMode.flushed()
    let (result, operand) = (Self.product(1e-25 as Float, 1e-15), Self.product(smallest, 1e30))
    let double = Self.product(1e-200 as Double, 1e-120)
    let normal = Self.product(1e-25 as Float, 1e-12)
    mode.restore()
    #expect(result == 0 && operand == 0 && double == 0 && normal > 0)
    #expect(Self.product(1e-25 as Float, 1e-15) > 0)
    #expect(Self.product(smallest, 1e30) > 0)
  }

  @Test("the outer of two stretches ends the mode, not the inner")
  func nests() {
    let outer = SubnormalMode.flushed()
    let inner = SubnormalMode.flushed()
    inner.restore()
    let inside = Self.product(1e-25 as Float, 1e-15)
    outer.restore()
    #expect(inside == 0)
    #expect(Self.product(1e-25 as Float, 1e-15) > 0)
  }
}
