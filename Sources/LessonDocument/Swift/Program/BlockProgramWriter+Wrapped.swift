/// How a variable with a property wrapper becomes a global one.
///
/// The language has no wrapped globals. The variable, as written, becomes the property of a struct
/// with one value, and a computed variable stands in front of it. A type that is not written is
/// asked of the compiler: a constant that cannot have the variable's value makes it name the type.
extension BlockProgramWriter {
  /// Writes the globals of a wrapped variable.
  mutating func writeWrapped(_ binding: VariableBinding, of variables: VariableDeclaration) {
    guard let name = binding.names.first else { return }
    let storage = wrappedStorage(of: binding)
    program.add("private struct \(storage)_type {")
    program.place(variables.range)
    program.add("}\nprivate var \(storage) = \(storage)_type()")
    let access = isHidden(binding.range) ? "fileprivate " : ""
    let accessors =
      "{ get { \(storage).\(name) } _modify { yield &\(storage).\(name) } }"
    if let type = binding.annotation {
      program.place(type, before: "\(access)var \(name):", after: accessors)
    } else if let type = annotations[name] {
      program.add("\(access)var \(name): \(type) \(accessors)", at: binding.range.lowerBound)
    } else {
      let probe = "private let \(storage)_probe: Swift.Never = "
      var location = program.position(of: binding.range.lowerBound)
      location.column += probe.utf8.count + storage.utf8.count + 1
      anchors.append(VariableAnchor(location, [name]))
      program.add("\(probe)\(storage).\(name)", at: binding.range.lowerBound)
    }
  }

  /// The variable that holds the wrapped one.
  func wrappedStorage(of binding: VariableBinding) -> String {
    "unroll_wrapped_\(index)_\(binding.range.lowerBound)"
  }
}
