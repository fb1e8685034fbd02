import Foundation
import LessonDocument

/// A candidate with what its code says.
struct CandidatePart {
  let candidate: CandidateBlock
  let code: BlockCode
  let syntax: BlockSyntax
  var block: LessonBlock { candidate.block }

  init(_ candidate: CandidateBlock) {
    self.candidate = candidate
    code = BlockCode(candidate.block.code)
    syntax = BlockSyntaxReader.read(code)
  }

  /// The name of the code's own file; nil for the lesson's.
  var fileName: String? {
    guard case .file(let path) = candidate.source else { return nil }
    return URL(fileURLWithPath: path).lastPathComponent
  }

  /// For redeclarations and dependencies: what a branch declares is nobody's.
  func scoped(_ code: BlockCode, in file: SourceFile = .lesson) -> RedeclarationChecker.Block {
    RedeclarationChecker.Block(
      label: block.label,
      code: code,
      syntax: syntax,
      isLocal: block.options.local || block.isBranch,
      file: file
    )
  }

  /// Why it cannot be compiled.
  ///
  /// - Parameter code: the code as it is compiled.
  func problems(in code: BlockCode, redeclared: [Diagnostic]) -> [Diagnostic] {
    let errors = syntax.diagnostics(in: code)
    guard errors.isEmpty else { return errors }
    return redeclared
      + (block.options.local ? LocalBlockChecker.diagnostics(of: syntax, in: code) : [])
  }
}

extension BlockDependencies {
  init(_ parts: [CandidatePart]) {
    self.init(
      of: parts.map { $0.scoped($0.code) },
      branches: Set(parts.indices.filter { parts[$0].block.isBranch })
    )
  }
}
