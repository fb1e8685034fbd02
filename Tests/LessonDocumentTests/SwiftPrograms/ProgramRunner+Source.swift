import Foundation

@testable import LessonDocument

extension ProgramRunner {
  /// The lines of `source`, a program that follows `block`, that the compiler refuses.
  func refusals(of source: String, after block: String) throws -> [Int] {
    let (_, said) = try build(source, after: block)
    return CompilerMessage.read(said).filter { $0.severity == "error" }.map(\.line)
  }

  /// What `source`, a program that follows `block`, prints.
  func run(_ source: String, entry: String, after block: String) throws -> String {
    let (objects, said) = try build(source, after: block)
    guard said.isEmpty else { return said }
    let toolchain = try Self.toolchain.get()
    let libraries = try objects.map { try toolchain.link($0, optimisation) }
    return try toolchain.execute([libraries[0], "unroll_block_0", libraries[1], entry])
  }

  private func build(
    _ source: String,
    after block: String
  ) throws -> (objects: [String], said: String) {
    let toolchain = try Self.toolchain.get()
    let folder = toolchain.scratch.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let code = Self.codes([block])[0]
    let first = BlockProgramWriter.write(
      code,
      syntax: BlockSyntaxReader.read(code),
      index: 0,
      file: Self.file
    )
    let paths = ["a", "b"].map { folder.appending(path: $0 + ".swift").path }
    try first.source.write(toFile: paths[0], atomically: true, encoding: .utf8)
    try source.write(toFile: paths[1], atomically: true, encoding: .utf8)
    let objects = paths.map { $0 + ".o" }
    _ = try toolchain.compile(paths[0], with: [], to: objects[0], flags: optimisation.flags)
    let said = try toolchain.compile(
      paths[1],
      with: [paths[0]],
      to: objects[1],
      flags: optimisation.flags
    )
    return (objects, said)
  }
}
