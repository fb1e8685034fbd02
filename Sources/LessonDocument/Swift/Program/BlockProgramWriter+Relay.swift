/// A binding whose value is computed in the entry function and handed to globals.
struct Relay {
  /// The globals, each a name or a tuple of names, with a type if it must be written.
  var globals: [(names: [String], type: String?)]
  /// The code that binds the names.
  var range: Range<Int>
  /// The `async let` declarations that it may name.
  var context: [Range<Int>]
}

extension BlockProgramWriter {
  /// How the binding is relayed, or nil if it is not.
  ///
  /// Only a single name may have an opaque type, so a tuple with one becomes several globals.
  func relay(of binding: VariableBinding) -> Relay? {
    if case .relayed(let context) = binding.treatment {
      return relay(of: binding.names, in: binding.range, context: context)
    }
    let isAnnotated = binding.names.contains { annotations[$0] != nil }
    guard isAnnotated, binding.names.count > 1 else { return nil }
    return relay(of: binding.names, in: binding.range, context: [])
  }

  /// How a `guard` is relayed.
  func relay(of binding: GuardBinding) -> Relay {
    relay(of: binding.names, in: binding.range, context: binding.context)
  }

  private func relay(of names: [String], in range: Range<Int>, context: [Range<Int>]) -> Relay {
    let isAnnotated = names.contains { annotations[$0] != nil }
    return Relay(
      globals: isAnnotated ? names.map { ([$0], annotations[$0]) } : [(names, nil)],
      range: range,
      context: context
    )
  }

  /// Writes the globals of `relay`; `body` writes the code that binds the names.
  mutating func writeRelay(_ relay: Relay, introducer: String, body: (inout Self) -> Void) {
    usesRelay = true
    for (position, (names, type)) in relay.globals.enumerated() {
      let slot = slot(of: relay, position)
      program.add("private var \(slot): Any? = nil")
      let location = program.position(of: relay.range.lowerBound)
        .moved(by: introducer.utf8.count - 3)
      anchors.append(VariableAnchor(location, names))
      program.add(
        "\(introducer) \(names.tuple)"
          + "\(type.map { ": " + $0 } ?? "") = "
          + "unroll_relayed_\(index)(\(slot), \"\(names.tuple)\") { () async throws in",
        at: relay.range.lowerBound
      )
      for declaration in relay.context { program.place(declaration) }
      body(&self)
      program.add("return \(names.tuple)\n}", origin: relay.range.lowerBound)
    }
  }

  /// Writes the code that computes the values of `relay` and hands them over.
  mutating func writeHandover(_ relay: Relay, body: (inout Self) -> Void) {
    program.add("do {")
    body(&self)
    for (position, (names, _)) in relay.globals.enumerated() {
      program.add("\(slot(of: relay, position)) = \(names.tuple)", origin: relay.range.lowerBound)
    }
    program.add("}")
  }

  private func slot(of relay: Relay, _ position: Int) -> String {
    "unroll_relay_\(index)_\(relay.range.lowerBound)_\(position)"
  }

  /// The function that gives a relayed variable its value.
  var relayFunction: String {
    """
    private func unroll_relayed_\(index)<Value>(
      _ value: Any?, _ names: Swift.String, _ typed: () async throws -> Value
    ) -> Value {
      guard let value else {
        Swift.fatalError("'\\(names)' is read before it has a value")
      }
      return value as! Value
    }
    """
  }
}

extension [String] {
  /// The names as a tuple, or alone.
  fileprivate var tuple: String {
    count == 1 ? self[0] : "(" + joined(separator: ", ") + ")"
  }
}
