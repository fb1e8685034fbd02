/// How the variables of a block become global ones that are initialised in their place.
///
/// A *relayed* variable is computed in the entry function, where errors, `return`, `await` and
/// `async let` mean what they say, and is handed to its global through `Any?`. The global's type
/// comes from a closure with the same code, which never runs.
extension BlockProgramWriter {
  // MARK: File scope

  /// Writes the globals of a `let` or `var`.
  mutating func writeGlobals(_ variables: VariableDeclaration) {
    for (position, binding) in variables.bindings.enumerated() {
      switch binding.treatment {
      case .inPlace: continue
      case .wrapped: writeWrapped(binding, of: variables)
      case .deferred(let type): writeDeferred(binding, type: type, of: variables)
      case .hoisted, .touched, .relayed:
        if let relay = relay(of: binding) {
          let introducer = introducer(of: variables, for: binding.range)
          writeRelay(relay, introducer: introducer) {
            $0.writeLocal(binding)
          }
        } else {
          writeGlobal(binding, of: variables, isFirst: position == 0)
        }
      }
    }
  }

  /// Writes the globals of a `guard`.
  mutating func writeGlobals(_ binding: GuardBinding) {
    let introducer =
      (isHidden(binding.range) ? "fileprivate " : "")
      + (binding.variableKeywords.isEmpty ? "let" : "var")
    writeRelay(relay(of: binding), introducer: introducer) { writer in
      writer.program.place(
        binding.head,
        suffix: " { Swift.fatalError() }",
        constant: binding.variableKeywords
      )
    }
  }

  /// Writes a binding as a declaration of its own, so that a message about it says which it is.
  private mutating func writeGlobal(
    _ binding: VariableBinding,
    of variables: VariableDeclaration,
    isFirst: Bool
  ) {
    let type = binding.names.first.flatMap { annotations[$0] }
    var insertions = type.map { [(": " + $0, binding.pattern.upperBound)] } ?? []
    if isFirst {
      let location = program.position(of: variables.keyword.lowerBound)
      let access = isHidden(binding.range) ? "fileprivate " : ""
      if !access.isEmpty { insertions.insert((access, variables.modifiers), at: 0) }
      anchors.append(VariableAnchor(location.moved(by: access.utf8.count), binding))
      program.place(
        variables.introducer.lowerBound..<binding.range.upperBound,
        inserting: insertions
      )
    } else {
      let introducer = introducer(of: variables, for: binding.range)
      let location = program.position(before: binding.range.lowerBound)
      let offset = introducer.utf8.count - variables.keyword.count
      anchors.append(VariableAnchor(location.moved(by: offset), binding))
      program.place(binding.range, before: introducer, inserting: insertions)
    }
  }

  /// Writes storage for a variable that is assigned later, and the variable in front of it.
  private mutating func writeDeferred(
    _ binding: VariableBinding,
    type: Range<Int>,
    of variables: VariableDeclaration
  ) {
    guard let name = binding.names.first else { return }
    let stored = "unroll_stored_\(index)_\(binding.range.lowerBound)"
    program.place(type, before: "private var \(stored): Swift.Optional<", after: "> = nil")
    let plain = name.filter { $0 != "`" }
    let read = "'\(plain)' is read before it has a value".stringLiteral
    let again = "'\(plain)' is a constant and has a value already".stringLiteral
    let set =
      variables.isVariable
      ? "_modify { if \(stored) == nil { Swift.fatalError(\(read)) }; yield &\(stored)! }\n"
        + "set { \(stored) = newValue }"
      : "set { if \(stored) != nil { Swift.fatalError(\(again)) }; \(stored) = newValue }"
    let introducer = introducer(of: variables, for: binding.range).dropLast(3)
    program.place(
      type,
      before: "\(introducer)var \(name):",
      after: """
        {
          get { guard let value = \(stored) else { Swift.fatalError(\(read)) }; return value }
          \(set)
        }
        """
    )
  }

  /// Attributes, access, modifiers and keyword for the binding in `range`, on one line.
  private func introducer(of variables: VariableDeclaration, for range: Range<Int>) -> String {
    let parts = [
      program.flat(variables.introducer.lowerBound..<variables.modifiers),
      isHidden(range) ? "fileprivate" : "",
      program.flat(variables.modifiers..<variables.introducer.upperBound),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
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
      case .wrapped: touch([wrappedStorage(of: binding)], at: binding.range.lowerBound)
      case .inPlace:
        program.place(binding.range, before: program.flat(variables.introducer))
      case .touched, .relayed:
        if let relay = relay(of: binding) {
          writeHandover(relay) { $0.writeLocal(binding) }
        }
        touch(binding.names, at: binding.range.lowerBound)
      }
    }
  }

  /// Writes a `guard` in its place.
  mutating func writeInitialisation(_ binding: GuardBinding) {
    mark(binding.range.lowerBound)
    if isLocal { return program.place(binding.range) }
    writeHandover(relay(of: binding)) {
      $0.program.place(binding.range, constant: binding.variableKeywords)
    }
    touch(binding.names, at: binding.range.lowerBound)
  }

  /// Writes a relayed binding as a constant of the function or closure.
  private mutating func writeLocal(_ binding: VariableBinding) {
    program.place(binding.range, before: "let")
  }

  /// Initialises a global by a first use.
  private mutating func touch(_ names: [String], at offset: Int) {
    guard let name = names.first else { return }
    program.add("_ = \(name)", at: offset)
  }
}
