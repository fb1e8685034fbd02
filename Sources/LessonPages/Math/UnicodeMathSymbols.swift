/// What the commands of TeX look like in Unicode.
enum UnicodeMathSymbols {
  /// The node of a character that is no command.
  static func node(of character: Character) -> FormulaNode {
    switch character {
    case "-": .symbol("−", .binary)
    case "+", "*", "±", "×", "·", "⊙": .symbol(String(character), .binary)
    case "=", "<", ">", ":", "≈", "≤", "≥", "≠", "∈", "→": .symbol(String(character), .relation)
    case "(", "[": .symbol(String(character), .opening)
    case ")", "]": .symbol(String(character), .closing)
    case "!": .symbol("!", .postfix)
    case ",", ";": .symbol(String(character), .punctuation)
    case _ where character.isWhitespace: .sourceSpace
    default: .symbol(String(character), .ordinary)
    }
  }

  static let commands: [String: FormulaNode] = {
    var commands: [String: FormulaNode] = [:]
    let tables: [(FormulaNode.Kind, [String: String])] = [
      (.ordinary, ordinary), (.prefix, prefixes), (.binary, binary), (.relation, relations),
      (.opening, opening), (.closing, closing), (.large, bigOperators),
    ]
    for (kind, table) in tables {
      for (name, text) in table { commands[name] = .symbol(text, kind) }
    }
    for name in [",", ":", ";", " ", ">", "enspace", "enskip", "thinspace"] {
      commands[name] = .space(" ")
    }
    // What is divided by these is several formulas.
    commands["quad"] = .space("  ")
    commands["qquad"] = .space("    ")
    for name in [
      "!", "displaystyle", "textstyle", "limits", "nolimits", "nonumber", "notag", "hline", "strut",
      "mathstrut",
    ] {
      commands[name] = .sourceSpace
    }
    return commands
  }()

  private static let ordinary = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "infty": "∞", "ell": "ℓ", "hbar": "ℏ",
    "Re": "ℜ", "Im": "ℑ", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃",
    "neg": "¬", "top": "⊤", "bot": "⊥", "prime": "′", "dots": "…", "ldots": "…",
    "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "angle": "∠", "degree": "°", "checkmark": "✓",
    "dotsc": "…", "dotso": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "aleph": "ℵ", "Box": "□",
    "square": "□", "triangle": "△", "nexists": "∄", "lnot": "¬", "complement": "∁", "ddagger": "‡",
    "imath": "ı", "jmath": "ȷ", "wp": "℘", "mho": "℧", "flat": "♭", "sharp": "♯", "natural": "♮",
    "therefore": "∴", "because": "∵", "bigstar": "★", "S": "§", "P": "¶", "pounds": "£",
    "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "|": "‖", "backslash": "\\",
  ]

  private static let binary = [
    "times": "×", "cdot": "·", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "circ": "∘",
    "ast": "∗", "star": "⋆", "pm": "±", "mp": "∓", "div": "÷", "cup": "∪", "cap": "∩",
    "setminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "bullet": "•",
    "bmod": "mod", "ltimes": "⋉", "rtimes": "⋊", "sqcup": "⊔", "sqcap": "⊓", "uplus": "⊎",
    "amalg": "⨿", "ominus": "⊖", "oslash": "⊘", "boxplus": "⊞", "boxtimes": "⊠", "dotplus": "∔",
    "diamond": "⋄", "dagger": "†",
  ]

  private static let relations = [
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪",
    "gg": "≫", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆",
    "supset": "⊃", "supseteq": "⊇", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐",
    "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺", "mapsto": "↦", "longrightarrow": "⟶",
    "uparrow": "↑", "downarrow": "↓", "mid": "∣", "parallel": "∥", "perp": "⊥",
    "coloneqq": "≔", "triangleq": "≜", "doteq": "≐", "leftsquigarrow": "⇜", "colon": ":",
    "vdash": "⊢", "dashv": "⊣", "models": "⊨", "asymp": "≍", "prec": "≺", "succ": "≻",
    "preceq": "⪯", "succeq": "⪰", "lesssim": "≲", "gtrsim": "≳", "subsetneq": "⊊",
    "supsetneq": "⊋", "nleq": "≰", "ngeq": "≱", "nsubseteq": "⊈", "nmid": "∤",
    "hookrightarrow": "↪", "hookleftarrow": "↩", "rightharpoonup": "⇀", "leftharpoonup": "↼",
    "rightleftharpoons": "⇌", "longleftarrow": "⟵", "Longrightarrow": "⟹", "leadsto": "⇝",
    "rightsquigarrow": "⇝", "Uparrow": "⇑", "Downarrow": "⇓", "updownarrow": "↕",
    "nearrow": "↗", "searrow": "↘", "swarrow": "↙", "nwarrow": "↖", "bowtie": "⋈",
    "eqqcolon": "≕", "trianglelefteq": "⊴", "twoheadrightarrow": "↠",
  ]

  private static let prefixes = ["partial": "∂", "nabla": "∇"]

  private static let opening = [
    "{": "{", "lbrace": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lbrack": "[",
    "lVert": "‖", "lvert": "|",
  ]

  private static let closing = [
    "}": "}", "rbrace": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rbrack": "]",
    "rVert": "‖", "rvert": "|",
  ]

  private static let bigOperators = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "oint": "∮",
    "bigcup": "⋃", "bigcap": "⋂", "bigodot": "⨀", "bigoplus": "⨁", "bigotimes": "⨂",
    "bigvee": "⋁", "bigwedge": "⋀", "biguplus": "⨄", "bigsqcup": "⨆", "iiint": "∭",
  ]

  static let functions: Set<String> = [
    "tanh", "sinh", "cosh", "sin", "cos", "tan", "log", "ln", "exp", "max", "min", "arg",
    "argmax", "argmin", "det", "dim", "lim", "sup", "inf", "limsup", "liminf", "Pr", "gcd",
    "ker", "deg", "arctan", "arcsin", "arccos", "softmax", "sgn", "tr", "rank", "diag",
  ]

  /// Marks that combine with the letter before them.
  static let accents = [
    "hat": "\u{302}", "widehat": "\u{302}", "tilde": "\u{303}", "widetilde": "\u{303}",
    "bar": "\u{304}", "overline": "\u{305}", "underline": "\u{332}", "dot": "\u{307}",
    "ddot": "\u{308}", "vec": "\u{20D7}", "check": "\u{30C}", "breve": "\u{306}",
    "acute": "\u{301}", "grave": "\u{300}", "mathring": "\u{30A}",
    "dddot": "\u{20DB}", "cancel": "\u{336}", "sout": "\u{335}", "bcancel": "\u{20E5}",
    "xcancel": "\u{353}", "underbrace": "⏟", "overbrace": "⏞", "underbracket": "⎵",
    "overbracket": "⎴", "underbar": "\u{331}",
    "overrightarrow": "\u{20D7}", "overleftarrow": "\u{20D6}", "overleftrightarrow": "\u{20E1}",
  ]

  /// Those marks that join up over several letters.
  static let lines: Set<String> = [
    "\u{305}", "\u{332}", "\u{335}", "\u{336}", "\u{353}", "\u{20E5}",
  ]

  static let alphabets: [String: MathAlphabet] = [
    "mathbb": .doubleStruck, "mathcal": .script, "mathscr": .script, "mathfrak": .fraktur,
    "mathbf": .bold, "boldsymbol": .boldItalic, "bm": .boldItalic, "pmb": .boldItalic,
    "mathsf": .sansSerif, "mathtt": .monospace,
  ]

  /// Arrows that bear words.
  static let arrows = [
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒",
    "xLeftarrow": "⇐", "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪",
    "xhookleftarrow": "↩", "xrightharpoonup": "⇀", "xrightleftharpoons": "⇌", "xlongequal": "=",
    "xtwoheadrightarrow": "↠",
  ]

  /// Commands for words, and the letters in which they are set.
  static let words: [String: MathAlphabet?] = [
    "text": nil, "textrm": nil, "textit": nil, "textnormal": nil, "textup": nil, "mbox": nil,
    "textbf": .bold, "texttt": .monospace, "textsf": .sansSerif,
  ]

  /// Commands whose argument is shown as it is.
  static let transparent: Set<String> = [
    "mathrm", "mathit", "mathnormal", "mathop", "mathbin", "mathrel", "mathord", "smash",
    "substack", "ensuremath",
  ]

  /// Environments that say first how their columns stand.
  static let environmentsWithArgument: Set<String> = [
    "array", "subarray", "alignedat", "alignat", "darray",
  ]

  static let matrices: [String: (String, String)] = [
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""),
    "darray": ("", ""),
    "cases": ("{", ""), "rcases": ("", "}"),
  ]

  /// The text as superscript, or after a caret if a character has none.
  static func raised(_ text: String) -> String {
    if text == "∘" || text == "′" { return text == "∘" ? "°" : text }
    return mapped(text, superscripts) ?? marked("^", text)
  }

  /// The text as subscript, or after a low line if a character has none.
  static func lowered(_ text: String) -> String {
    mapped(text, subscripts) ?? marked("_", text)
  }

  private static func mapped(_ text: String, _ table: [Character: Character]) -> String? {
    let characters = text.map { table[$0] }
    guard !characters.contains(nil) else { return nil }
    return String(characters.compactMap(\.self))
  }

  private static func marked(_ mark: String, _ text: String) -> String {
    text.count == 1 || text.allSatisfy(isOfWord) ? mark + text : mark + "(\(text))"
  }

  /// Whether a character can be one of a word that is no script itself.
  static func isOfWord(_ character: Character) -> Bool {
    (character.isLetter || character.isWholeNumber) && !small.contains(character)
  }

  private static let small = Set(superscripts.values).union(subscripts.values)

  private static func table(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(zip(from, to), uniquingKeysWith: { first, _ in first })
  }

  private static let superscripts = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
  )
  private static let subscripts = table(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
  )
}
