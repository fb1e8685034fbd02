public import LessonDocument
import Foundation

/// What SourceKit-LSP needs to know the names of a lesson in a student's answers.
///
/// In `Work/compile_commands.json` stands how each answer is compiled: together with a file of what the
/// lesson declares before it, and with the modules of the installation.
public struct EditorSupport {
  private let installation: Installation

  /// - Parameter executable: the path of `unroll`.
  /// - Throws: ``RunnerError/missing(what:fix:)``.
  public init(executable: String) throws {
    installation = try Installation.find(executable: executable)
  }

  /// Writes what one answer needs; what was written for others stays.
  public func write(for exercise: Exercise, in lesson: Lesson, work: StudentWork) throws {
    let folder = URL(fileURLWithPath: work.folder).standardizedFileURL.path
    let context = try work.keepContext(
      declarations(before: exercise, in: lesson),
      of: exercise.name
    )
    let command = Command(
      directory: folder,
      file: "\(folder)/\(exercise.name).swift",
      arguments: arguments(
        answer: "\(folder)/\(exercise.name).swift",
        context: URL(fileURLWithPath: context).standardizedFileURL.path
      )
    )
    let path = "\(work.folder)/compile_commands.json"
    let known = (try WorkFile.text(at: path)).flatMap {
      try? JSONDecoder().decode([Command].self, from: Data($0.utf8))
    }
    let commands = (known ?? []).filter { $0.file != command.file } + [command]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(
      decoding: try encoder.encode(commands.sorted { $0.file < $1.file }),
      as: UTF8.self
    )
    try WorkFile.replace(with: text + "\n", at: path)
  }

  private struct Command: Codable {
    var directory: String
    var file: String
    var arguments: [String]
  }

  private func arguments(answer: String, context: String) -> [String] {
    [
      "swiftc", "-module-name", BlockCompiler.moduleName, "-swift-version", "5",
      "-parse-as-library", "-enable-testing", "-enable-bare-slash-regex", "-Onone",
      "-Xcc", "-march=native", "-I", installation.modules, "-I", installation.processorModule,
      "-Xfrontend", "-import-module", "-Xfrontend", "LessonRuntime", context, answer,
    ]
  }

  /// What the blocks before an exercise declare, as later blocks see it; of other exercises their starters,
  /// for the file lies open to a student.
  private func declarations(before exercise: Exercise, in lesson: Lesson) -> String {
    let plan = ExecutionPlanner(goal: .before(exercise.block)).plan(lesson.asStudentsSeeIt())
    var sources: [ModuleSource] = []
    for step in plan.steps where step.isPartOfModule {
      let program = step.program(imports: sources.carriedImports)
      sources.append(ModuleSource(step, program))
    }
    return (sources.isEmpty ? [] : [sources.carriedImports]).joined()
      + sources.map(\.declarations).joined(separator: "\n")
  }
}

extension StudentWork {
  /// Writes the file of what a lesson declares before an exercise; returns its path.
  fileprivate func keepContext(_ text: String, of name: String) throws(WorkError) -> String {
    let path = "\(folder)/.unroll/editor/\(name)-lesson.swift"
    try WorkFile.makeFolder("\(folder)/.unroll/editor")
    try WorkFile.replace(with: text, at: path)
    return path
  }
}
