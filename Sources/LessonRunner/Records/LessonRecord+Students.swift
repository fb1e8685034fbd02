public import LessonDocument

extension LessonRecord {
  /// The record of a lesson as students see it, from that of its author.
  ///
  /// What needs an answer that students have yet to give printed nothing; all else comes out as it does for the author. A sweep that is
  /// recorded as its block is now stays so.
  ///
  /// - Parameters:
  ///   - author: the lesson with its solutions.
  ///   - edition: the lesson as it is read from the text that students get.
  public func asStudentsSeeIt(_ author: Lesson, edition: Lesson) -> LessonRecord {
    let plan = ExecutionPlanner(substitutions: StudentsLesson.substitutions(edition)).plan(edition)
    let authorNames = RecordedBlock.names(in: author)
    let names = RecordedBlock.names(in: edition)
    let digests = currentSweeps(of: author, edition: edition)
    var record = self
    // Blocks that students do not see have left the lesson, and so the count of blocks without a label.
    let visible = author.blocks.filter { !$0.isSecret }
    record.blocks = zip(visible, edition.blocks).compactMap { old, new in
      guard new.isRecorded, let name = names[new.index],
        var block = self.block(authorNames[old.index] ?? old.label)
      else { return nil }
      block.block = name
      if plan.skipped[new.index]?.status == .toDo { block.outputs = [] }
      if let digest = digests[name] { block.sweep?.digest = digest }
      return block
    }
    record.inline = values(of: edition, waiting: plan.waiting)
    let running = zip(visible, edition.blocks).filter { plan.skipped[$1.index]?.status != .toDo }
    let known = running.compactMap { old, new in
      authorNames[old.index].flatMap { name in names[new.index].map { (name, $0) } }
    }
    let renamed = Dictionary(known, uniquingKeysWith: { first, _ in first })
    let waiting = Set(plan.waiting.values.map(\.expression))
    let explored = explorations?.compactMap { exploration in
      exploration.renamed(renamed) { !waiting.contains($0.expression) }
    }
    record.explorations = explored?.isEmpty == true ? nil : explored
    return record
  }

  private func values(of edition: Lesson, waiting: [Int: InlineResult]) -> [RecordedValue] {
    var left = inline
    return edition.inlineExpressions.compactMap { expression in
      let place = left.firstIndex { $0.expression == expression.source }
      let recorded = place.map { left.remove(at: $0) }
      guard let value = waiting[expression.index]?.value else { return recorded }
      return RecordedValue(expression: expression.source, value: value)
    }
  }

  /// The digests that sweeps have in the edition, of those that are up to date, by the names of their blocks there.
  private func currentSweeps(of author: Lesson, edition: Lesson) -> [String: String] {
    let own = ExecutionPlanner().plan(author).sweeps
    let current = own.sweeps.filter { block($0.name)?.sweep?.digest == $0.digest }.map(\.name)
    let theirs = ExecutionPlanner().plan(edition).sweeps.sweeps
    // Both have the same sweeps in the same order.
    return zip(own.sweeps, theirs).reduce(into: [:]) { digests, pair in
      if current.contains(pair.0.name) { digests[pair.1.name] = pair.1.digest }
    }
  }
}
