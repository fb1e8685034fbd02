/// A formula by what it means, without regard to how it is written.
indirect enum FormulaMeaning {
  case letter(Int), number(Int)
  case fraction(FormulaMeaning, FormulaMeaning)
  case root(FormulaMeaning), rootOfDegree(FormulaMeaning)
  case power(FormulaMeaning, FormulaMeaning), index(FormulaMeaning, FormulaMeaning)
  case product([FormulaMeaning]), sum([FormulaMeaning])
  case negative(FormulaMeaning), function(FormulaMeaning), hat(FormulaMeaning)

  /// The one TeX of this meaning: braces only where they group.
  var tex: String {
    switch self {
    case .letter(let number): ["a", "f", "q", "x", "W"][number % 5]
    case .number(let number): ["2", "3", "10"][number % 3]
    case .fraction(let above, let below): "\\frac{\(above.tex)}{\(below.tex)}"
    case .root(let inner): "\\sqrt{\(inner.tex)}"
    case .rootOfDegree(let inner): "\\sqrt[n]{\(inner.tex)}"
    case .power(let base, let above): "\(base.base)^{\(above.tex)}"
    case .index(let base, let below): "\(base.base)_{\(below.tex)}"
    case .product(let factors):
      factors.map { $0.isFactor ? $0.tex : "(\($0.tex))" }.joined(separator: " ")
    case .sum(let terms): terms.map { $0.isTerm ? $0.tex : "(\($0.tex))" }.joined(separator: " + ")
    case .negative(let inner): inner.isFactor ? "-\(inner.tex)" : "-(\(inner.tex))"
    case .function(let inner): "\\tanh(\(inner.tex))"
    case .hat(let inner): "\\hat{\(inner.tex)}"
    }
  }

  private var base: String {
    if case .letter = self { tex } else { "{\(tex)}" }
  }

  private var isFactor: Bool {
    switch self {
    case .product, .sum, .negative: false
    default: true
    }
  }

  private var isTerm: Bool {
    switch self {
    case .sum, .negative: false
    default: true
    }
  }
}

/// Small formulas at random, the same for the same seed.
struct RandomFormulas {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> FormulaMeaning { formula(depth: 1 + next(below: 3)) }

  /// - Source: Marsaglia (2003), "Xorshift RNGs".
  private mutating func next(below count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(count))
  }

  private mutating func formula(depth: Int) -> FormulaMeaning {
    guard depth > 0 else {
      return next(below: 4) == 0 ? .number(next(below: 3)) : .letter(next(below: 5))
    }
    let inner = depth - 1
    switch next(below: 13) {
    case 0: return .letter(next(below: 5))
    case 1: return .number(next(below: 3))
    case 2, 3: return .fraction(formula(depth: inner), formula(depth: inner))
    case 4: return .root(formula(depth: inner))
    case 5: return .power(formula(depth: inner), formula(depth: inner))
    case 6: return .index(formula(depth: inner), formula(depth: inner))
    case 7, 8: return .product(factors(depth: inner))
    case 9: return .sum([formula(depth: inner), formula(depth: inner)])
    case 10: return .negative(formula(depth: inner))
    case 11: return .function(formula(depth: inner))
    default:
      let formula = formula(depth: inner)
      return next(below: 3) == 0 ? .rootOfDegree(formula) : .hat(formula)
    }
  }

  /// Factors of which none is a product itself, and numbers only in front, as people write them.
  private mutating func factors(depth: Int) -> [FormulaMeaning] {
    var factors: [FormulaMeaning] = []
    let count = 2 + next(below: 2)
    while factors.count < count {
      switch formula(depth: depth) {
      case .product: continue
      case .number where !factors.isEmpty: continue
      case let factor: factors.append(factor)
      }
    }
    return factors
  }
}
