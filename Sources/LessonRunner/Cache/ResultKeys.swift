import ContentDigest
import Foundation
import LessonDocument

/// For each step the digest of all that its result depends on.
struct ResultKeys: Sendable {
  /// One key a step, after that of what stands before them.
  let keys: [String]

  init(plan: ExecutionPlan, options: RunOptions, surroundings: String, data: String?) throws {
    var digest = ContentDigest()
    digest.update(field: "results 1")
    digest.update(field: surroundings)
    digest.update(field: plan.file)
    digest.update(field: String(plan.lesson.frontMatter.seed))
    digest.update(
      field: "\(plan.lesson.frontMatter.timeout) \(options.memoryLimit) \(options.outputLimit)"
    )
    if let data { try Self.add(folder: data, to: &digest) }
    var keys: [String] = []
    for count in 0...plan.steps.count {
      if count > 0 { Self.add(plan.steps[count - 1], to: &digest) }
      for expression in plan.expressions[count] ?? [] { digest.update(field: expression.source) }
      keys.append(digest.hexadecimal)
    }
    self.keys = keys
  }

  private static func add(_ step: PlannedStep, to digest: inout ContentDigest) {
    let options = step.block.options
    digest.update(
      field: """
        \(step.block.label) \(step.block.role) \(options.timeout ?? -1) \
        \(options.expect?.rawValue ?? "") \(options.expectMessage ?? "") \(options.local)\
        \(options.sweep ? " sweep" : "")
        """
    )
    digest.update(field: step.code.text)
    // A block that asks for its own line depends on where it stands.
    if step.code.text.contains("#") {
      digest.update(field: step.code.lines.map { String($0.location.line) }.joined(separator: " "))
    }
  }

  private static func add(folder: String, to digest: inout ContentDigest) throws {
    let names = (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
      .compactMap { $0 as? String }.sorted()
    for name in names {
      digest.update(field: name)
      guard let contents = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        continue
      }
      digest.update(field: String(contents.count))
      digest.update(contents)
    }
  }
}
