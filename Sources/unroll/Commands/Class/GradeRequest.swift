import Classroom
import Foundation
import LessonDocument
import LessonPages

/// What a person wants graded, read whole before anything runs.
struct GradeRequest {
  let grading: ClassGrading
  /// What is to be said of the class before it is graded.
  let warnings: [String]
  /// What readers see as the names of exercises.
  let titles: [String: String]

  /// What the grades are made of, as it is now.
  let inputs: GradingInputs

  init(_ command: GradeCommand) throws {
    let usual = command.sharing.part.map { ShardFlags.folder("grades", $0) } ?? "grades"
    try self.init(
      lessons: command.lessons,
      submitted: command.submitted,
      classFile: ClassFiles.classFile(command.classFile),
      roster: command.roster,
      out: command.out.map { $0.isEmpty ? "." : $0 } ?? usual
    )
  }

  /// What grades were made of that stand in a folder, as it is now; nil where it is no longer in its place.
  init?(of known: GradingInputs, in grades: GradesFolder) throws {
    let place = { (path: String) in known.places.resolved(path, in: grades.path) }
    let (lessons, submitted) = (place(known.places.lessons), place(known.places.submitted))
    guard [lessons, submitted].allSatisfy(FileManager.default.fileExists) else { return nil }
    let named = known.places.classFile.map(place)
    try self.init(
      lessons: lessons,
      submitted: submitted,
      classFile: named.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil },
      roster: known.places.roster.map(place),
      out: grades.path
    )
  }

  private init(
    lessons path: String,
    submitted: String,
    classFile: String?,
    roster: String?,
    out: String
  ) throws {
    let course = CourseChoice(path)
    try Self.refuse(out, course, submitted: submitted)
    let folder = try SubmittedFolders(submitted)
    let lessons = try LessonReader().course(in: course.lessons()).lessons
    let plan =
      try classFile.map {
        try ClassFileReader.plan(at: $0, exercises: ClassFiles.points(of: lessons))
      }
      ?? .everything(of: lessons)
    // What persons write stands beside class.yml; without it, with the grades.
    let beside = classFile.map { ($0 as NSString).deletingLastPathComponent } ?? out
    let place = { (name: String) in beside.isEmpty ? name : "\(beside)/\(name)" }
    let named = roster ?? plan.roster.map { $0.hasPrefix("/") ? $0 : place($0) }
    let table = place(Roster.fileName)
    let isThere = FileManager.default.fileExists(atPath: table)
    let students = try (named ?? (isThere ? table : nil)).map { try Roster(at: $0).students }
    var grading = ClassGrading(
      lessons: lessons,
      plan: plan,
      roster: students?.map { ClassMember($0) },
      folder: folder,
      manual: try ManualScores(path: place("manual.json")),
      grades: GradesFolder(out)
    )
    grading.overrides = try OverridesTable(at: place("overrides.csv"))
    let releases = try Self.releases(folder.releaseUses, of: course)
    (grading.releases, grading.released) = (releases.lessons, releases.released)
    self.grading = grading
    inputs = GradingInputs(
      of: grading,
      GradingInputs.Places(
        submitted: submitted,
        lessons: path,
        classFile: classFile,
        roster: roster,
        from: out
      ),
      classFile: classFile
    )
    titles = Dictionary(
      lessons.flatMap { lesson in
        lesson.exercises.map { ($0.name, $0.title) }
          + lesson.writtenExercises.map { ($0.name, $0.title) }
      }
    ) { first, _ in first }
    warnings =
      folder.strangers + releases.missing + grading.strangers + (try grading.examineOverrides())
  }

  /// The answer that `student/exercise` names.
  func selection(_ name: String) throws -> ClassGrading.Selection {
    guard let slash = name.lastIndex(of: "/") else {
      throw GradingError.noAnswer(name, reason: "write STUDENT/EXERCISE, as in 007/one-step")
    }
    return try grading.selection(
      student: String(name[..<slash]),
      exercise: String(name[name.index(after: slash)...])
    )
  }

  /// The instructor's lessons of the releases that students worked in; what is not kept is told.
  private static func releases(
    _ uses: [String: [(student: String, file: String)]],
    of course: CourseChoice
  ) throws -> (
    lessons: [String: [Lesson]], released: [String: ReleasedExercises], missing: [String]
  ) {
    var lessons: [String: [Lesson]] = [:]
    var released: [String: ReleasedExercises] = [:]
    var missing: [String] = []
    for (name, users) in uses.sorted(by: { $0.key < $1.key }) {
      let path = course.path("\(Release.keptFolder)/\(name)")
      // A student has written this name.
      guard Self.isFolder(name), FileManager.default.fileExists(atPath: "\(path)/Lessons")
      else {
        missing.append(Self.missing(name, users, in: course.path(Release.keptFolder)))
        continue
      }
      lessons[name] = try LessonReader().course(in: LessonFolder(course: path)).lessons
      released[name] = ReleasedExercises(of: path)
    }
    return (lessons, released, missing)
  }

  private static func missing(
    _ name: String,
    _ users: [(student: String, file: String)],
    in folder: String
  ) -> String {
    let answers = users.prefix(5).map { "\($0.student)/\($0.file)" }
    let more = users.count > 5 ? [" and \(users.count - 5) more"] : []
    return
      "the release '\(name)' of \(answers.joined(separator: ", "))\(more.joined()) is not kept in "
      + "\(folder), so the course as it is grades them: copy that folder from where the release was made, or let "
      + "the student hand in from your release"
  }

  /// Whether the name that a student's note gives to a release can be that of a folder.
  private static func isFolder(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,127}/) != nil
  }

  /// Grades never stand where a site is published from, nor among what a person wrote.
  private static func refuse(_ out: String, _ course: CourseChoice, submitted: String) throws {
    let real = { (path: String) in
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let target = real(out)
    let folders = ["Lessons", "Work", "Site"].map(course.path) + [submitted]
    for folder in folders where target == real(folder) || target.hasPrefix(real(folder) + "/") {
      throw GradingError.place(path: out, folder: folder)
    }
    // A site elsewhere has this file at its top.
    var above = URL(fileURLWithPath: target)
    while above.path != "/" {
      let marker = above.appendingPathComponent(SiteFolder.marker).path
      if FileManager.default.fileExists(atPath: marker) {
        throw GradingError.place(path: out, folder: above.path)
      }
      above.deleteLastPathComponent()
    }
  }
}
