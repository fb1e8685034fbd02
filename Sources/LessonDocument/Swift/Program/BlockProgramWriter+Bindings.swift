/// How the variables of a block become global ones that are initialised in their place.
///
/// A *relayed* variable is computed in the entry function, where errors, `return`, `await` and
/// `async let` mean what they say, and is handed to its global through `Any?`. The global's type
/// comes from a closure with the same code, which never runs.
extension BlockProgramWriter {
  /// Whether some variable is relayed.
  var usesRelay: Bool { !isLocal && Self.relays(syntax.items) }

  private static func relays(_ items: [BlockItem]) -> Bool {
    items.contains { item in
      switch item {
      case .guardBinding: true
      case .variables(let variables):
        variables.bindings.contains { if case .relayed = $0.treatment { true } else { false } }
      case .conditional(let clauses, _): clauses.contains { relays($0.items) }
      case .importing, .declaration, .statement: false
      }
    }
  }

  /// The function that gives a relayed variable its value.
  static func relayFunction(index: Int) -> String {
    """
    private func unroll_relayed_\(index)<Value>(
      _ value: Any?, line: Int, _ typed: () async throws -> Value
    ) -> Value {
      guard let value else {
        Swift.fatalError("the variable of line \\(line) is read before it has a value")
      }
      return value as! Value
    }
    """
  }

  // MARK: File scope

  /// Writes the globals of a `let` or `var`.
  mutating func writeGlobals(_ variables: VariableDeclaration) {
    let staysWhole = variables.bindings.allSatisfy { binding in
      switch binding.treatment {
      case .hoisted, .touched: binding.names.allSatisfy { annotations[$0] == nil }
      case .relayed, .deferred, .inPlace: false
      }
    }
    if staysWhole { return program.place(variables.range) }
    for (position, binding) in variables.bindings.enumerated() {
      switch binding.treatment {
      case .inPlace: continue
      case .hoisted, .touched: writeGlobal(binding, of: variables, isFirst: position == 0)
      case .relayed(let context):
        let type = binding.names.first.flatMap { annotations[$0] }.map { ": " + $0 } ?? ""
        writeRelay(
          binding.names,
          introducer: program.flat(variables.introducer),
          type: type,
          line: code.location(at: binding.range.lowerBound).line,
          start: binding.range.lowerBound,
          context: context
        ) { $0.writeLocal(binding, of: variables) }
      case .deferred(let type): writeDeferred(binding, type: type, of: variables)
      }
    }
  }

  /// Writes the globals of a `guard`.
  mutating func writeGlobals(_ binding: GuardBinding) {
    let introducer = binding.variableKeywords.isEmpty ? "let" : "var"
    writeRelay(
      binding.names,
      introducer: introducer,
      type: "",
      line: code.location(at: binding.range.lowerBound).line,
      start: binding.range.lowerBound,
      context: binding.context
    ) { writer in
      writer.program.place(
        binding.head,
        suffix: " { Swift.fatalError() }",
        constant: binding.variableKeywords
      )
    }
  }

  private mutating func writeGlobal(
    _ binding: VariableBinding,
    of variables: VariableDeclaration,
    isFirst: Bool
  ) {
    if let name = binding.names.first, let type = annotations[name] {
      let start = isFirst ? variables.introducer.lowerBound : binding.range.lowerBound
      if !isFirst { program.add(program.flat(variables.introducer)) }
      program.place(
        start..<binding.range.upperBound,
        inserting: ": " + type,
        at: binding.pattern.upperBound
      )
    } else if isFirst {
      program.place(variables.introducer.lowerBound..<binding.range.upperBound)
    } else {
      program.place(
        binding.range,
        between: program.flat(variables.introducer),
        and: ""
      )
    }
  }

  private mutating func writeRelay(
    _ names: [String],
    introducer: String,
    type: String,
    line: Int,
    start: Int,
    context: [Range<Int>],
    body: (inout Self) -> Void
  ) {
    program.add("private var \(relayName(start)): Any? = nil")
    program.add(
      "\(introducer) \(names.tuple)\(type) = "
        + "unroll_relayed_\(index)(\(relayName(start)), line: \(line)) { () async throws in",
      at: start
    )
    for declaration in context { program.place(declaration) }
    body(&self)
    program.add("return \(names.tuple)\n}", origin: start)
  }

  private mutating func writeDeferred(
    _ binding: VariableBinding,
    type: Range<Int>,
    of variables: VariableDeclaration
  ) {
    guard let name = binding.names.first else { return }
    let stored = "unroll_stored_\(index)_\(binding.range.lowerBound)"
    program.place(type, between: "private var \(stored): Swift.Optional<", and: "> = nil")
    let plain = name.filter { $0 != "`" }
    let read = "'\(plain)' is read before it has a value".stringLiteral
    let again = "'\(plain)' is a constant and has a value already".stringLiteral
    let write =
      variables.isVariable
      ? "_modify { if \(stored) == nil { Swift.fatalError(\(read)) }; yield &\(stored)! } "
        + "set { \(stored) = newValue }"
      : "set { if \(stored) != nil { Swift.fatalError(\(again)) }; \(stored) = newValue }"
    let accessors =
      "{ get { guard let value = \(stored) else { Swift.fatalError(\(read)) }; return value } "
      + write + " }"
    let introducer = program.flat(
      variables.introducer.lowerBound..<variables.keyword.lowerBound
    )
    program.add(
      "\(introducer) var \(name): \(program.flat(type)) \(accessors)",
      at: binding.range.lowerBound
    )
  }

  // MARK: In the entry function

  /// Writes what the bindings do in their place.
  mutating func writeInitialisation(_ variables: VariableDeclaration) {
    mark(variables.range.lowerBound)
    let isWhole = isLocal || variables.bindings.allSatisfy { $0.treatment == .inPlace }
    if isWhole { return program.place(variables.range) }
    for binding in variables.bindings {
      switch binding.treatment {
      case .hoisted, .deferred: continue
      case .touched: touch(binding.names, at: binding.range.lowerBound)
      case .inPlace:
        program.place(binding.range, between: program.flat(variables.introducer), and: "")
      case .relayed:
        program.add("do {")
        writeLocal(binding, of: variables)
        program.add(
          "\(relayName(binding.range.lowerBound)) = \(binding.names.tuple)\n}",
          origin: binding.range.lowerBound
        )
        touch(binding.names, at: binding.range.lowerBound)
      }
    }
  }

  /// Writes a `guard` in its place.
  mutating func writeInitialisation(_ binding: GuardBinding) {
    mark(binding.range.lowerBound)
    if isLocal { return program.place(binding.range) }
    program.add("do {")
    program.place(binding.range, constant: binding.variableKeywords)
    program.add(
      "\(relayName(binding.range.lowerBound)) = \(binding.names.tuple)\n}",
      origin: binding.range.lowerBound
    )
    touch(binding.names, at: binding.range.lowerBound)
  }

  /// Writes a relayed binding as a constant of the function or closure.
  private mutating func writeLocal(_ binding: VariableBinding, of variables: VariableDeclaration) {
    program.place(binding.range, between: "let", and: "")
  }

  /// Initialises a global by a first use.
  private mutating func touch(_ names: [String], at offset: Int) {
    guard let name = names.first else { return }
    program.add("_ = \(name)", at: offset)
  }

  private func relayName(_ start: Int) -> String { "unroll_relay_\(index)_\(start)" }
}

extension [String] {
  /// The names as a tuple, or alone.
  fileprivate var tuple: String {
    count == 1 ? self[0] : "(" + joined(separator: ", ") + ")"
  }
}
