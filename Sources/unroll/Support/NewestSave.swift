import LessonRunner

extension FileChanges {
  /// Updates now, without a change, and again at each change until the task is cancelled.
  ///
  /// It warns first if there is too much to watch.
  ///
  /// The newest save counts: a change ends the update that still goes on, and only one runs at a time.
  func update(_ update: @escaping @Sendable (Change?) async -> Void) async {
    if let excess { Note.warn("not all changes are seen: \(excess)") }
    let changes = changes()
    var updating = Task { await update(nil) }
    for await change in changes {
      updating.cancel()
      await updating.value
      updating = Task { await update(change) }
    }
    updating.cancel()
    await updating.value
  }
}
