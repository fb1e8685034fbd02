extension [Diagnostic] {
  /// Each diagnostic with the notes that follow it and explain it.
  public var grouped: [[Diagnostic]] {
    var groups: [[Diagnostic]] = []
    for diagnostic in self {
      if diagnostic.severity == .note, !groups.isEmpty {
        groups[groups.count - 1].append(diagnostic)
      } else {
        groups.append([diagnostic])
      }
    }
    return groups
  }

  /// The diagnostics, each message told once, with the other places of which the same is said.
  ///
  /// Notes belong to the diagnostic before them: what is told again must have the same ones.
  public var merged: [Diagnostic] {
    var told: [(group: [Diagnostic], others: [SourcePlace])] = []
    for group in grouped {
      if let first = told.firstIndex(where: { $0.group.saysTheSame(as: group) }) {
        told[first].others.append(group[0].place)
      } else {
        told.append((group, []))
      }
    }
    return told.flatMap { group, others in
      guard !others.isEmpty else { return group }
      var group = group
      let elsewhere = others.filter { $0.line != group[0].line }
      group[0].cause = .repeated(group[0].cause, times: others.count + 1, alsoAt: elsewhere)
      return group
    }
  }

  private func saysTheSame(as other: [Diagnostic]) -> Bool {
    elementsEqual(other) {
      $0.severity == $1.severity && $0.place.file == $1.place.file && $0.cause == $1.cause
    }
  }
}
