import LessonDocument

/// What an answer to an exercise is asked to declare.
///
/// The lesson's own answer, the starter and `provides` declare it. What an answer declares beside that is its own
/// affair.
struct AskedDeclarations {
  let all: [BlockDeclaration]
  /// The names of types with which the answer is checked and which it does not declare.
  let guardedTypes: Set<String>
  /// The modules that the lesson's code imports.
  let modules: Set<String>

  init(of exercise: Exercise, in lesson: Lesson) {
    let code = ExerciseCode(lesson.blocks[exercise.block].code)
    let own = [code.solution, code.starter].map { BlockSyntaxReader.read(BlockCode($0)) }
    let provided = exercise.provides.map { BlockSyntaxReader.read(BlockCode($0)) }
    var known: Set<String> = []
    all = (own + provided).flatMap(\.declarations).filter { declaration in
      // What two of them declare is one declaration.
      let signature = declaration.signature ?? "\(declaration.kind) \(declaration.name)"
      return known.insert(signature).inserted
    }
    let checks = exercise.checks.map {
      BlockSyntaxReader.read(BlockCode(lesson.blocks[$0].code))
    }
    let asked = Set(all.filter { $0.kind == .type }.map(\.name))
    let used =
      (checks + provided).flatMap(\.uses.names)
      + provided.flatMap(\.declarations).flatMap {
        $0.uses.names + $0.uses.members
      }
    guardedTypes = Set(used.filter { $0.first?.isUppercase == true }).subtracting(asked)
    modules = Set(
      lesson.blocks.flatMap { block in
        BlockSyntaxReader.read(BlockCode(block.code)).importedModules(in: BlockCode(block.code))
      }
    )
  }

  /// What an answer declares beyond it, as far as nobody else may see it.
  ///
  /// Types stay to be seen, since what is asked may be made of them; their names are checked instead. What
  /// extends them must stay with them.
  func additions(in answer: BlockSyntax) -> [BlockDeclaration] {
    let own = Set(answer.declarations.filter { $0.kind == .type }.map(\.name))
    return ExerciseSyntax.additions(in: answer, beyond: all).filter {
      $0.kind != .type && !($0.kind == .extension && own.contains($0.name))
    }
  }

  /// The first place where an answer makes a type that is not its own conform to a protocol, unasked.
  func foreignConformances(in answer: BlockSyntax) -> [BlockDeclaration] {
    let own = Set(answer.declarations.filter { $0.kind == .type }.map(\.name))
    let asked = all.filter { $0.kind == .extension }
    return answer.declarations.filter { declaration in
      declaration.kind == .extension && !declaration.conformances.isEmpty
        && !own.contains(declaration.name)
        && !asked.contains {
          $0.name == declaration.name
            && Set(declaration.conformances).isSubset(of: $0.conformances)
        }
    }
  }
}
