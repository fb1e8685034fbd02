import ContentDigest
import Foundation
import LessonDocument

/// What grades were made of, which tells later whether they are still what a grading would give.
public struct GradingInputs: Codable, Equatable, Sendable {
  /// Where everything stood, as paths from the folder of grades.
  public struct Places: Codable, Equatable, Sendable {
    /// The folder with a folder of answers for each student.
    public let submitted: String
    /// The course.
    public let lessons: String
    /// `class.yml`, if there was one.
    public let classFile: String?
    /// The roster, if one was named.
    public let roster: String?

    /// The places, from the folder of grades.
    public init(
      submitted: String,
      lessons: String,
      classFile: String?,
      roster: String?,
      from folder: String
    ) {
      self.submitted = Self.relative(submitted, to: folder)
      self.lessons = Self.relative(lessons, to: folder)
      self.classFile = classFile.map { Self.relative($0, to: folder) }
      self.roster = roster.map { Self.relative($0, to: folder) }
    }

    /// The path of a place.
    public func resolved(_ path: String, in folder: String) -> String {
      path.hasPrefix("/") ? path : URL(fileURLWithPath: "\(folder)/\(path)").standardized.path
    }

    private static func relative(_ path: String, to folder: String) -> String {
      let parts = { (path: String) in URL(fileURLWithPath: path).standardizedFileURL.pathComponents
      }
      let (mine, theirs) = (parts(path), parts(folder))
      let common = zip(mine, theirs).prefix { $0 == $1 }.count
      let up = Array(repeating: "..", count: theirs.count - common)
      return (up + mine.dropFirst(common)).joined(separator: "/")
    }
  }

  /// Where everything stood.
  public let places: Places
  /// The digests of what persons write: `class.yml`, `overrides.csv`, `manual.json`.
  private let files: [String: String]
  /// The digests of what each student has handed in.
  private let handins: [String: String]
  /// The digests of all exercises that are graded.
  private let exercises: [String: String]
  /// The digest of who is graded.
  private let members: String
  /// The digest of what was not yet due for whom.
  private let open: String

  /// What a grading is made of now.
  public init(of grading: ClassGrading, _ places: Places, classFile: String?) {
    self.places = places
    let paths = [
      "class.yml": classFile, "overrides.csv": grading.overrides.file,
      "manual.json": grading.manual.path,
    ]
    files = paths.compactMapValues { path in
      path.flatMap { FileManager.default.contents(atPath: $0) }.map { data in
        var digest = ContentDigest()
        digest.update(data)
        return digest.hexadecimal
      }
    }
    handins = Dictionary(grading.folder.students.map { ($0.name, $0.digest) }) { first, _ in first }
    exercises = Self.exercises(of: grading)
    let ids = grading.members.map(\.id)
    members = Self.digest(ids)
    open = Self.digest(
      grading.plan.assignments.flatMap { assignment in
        ids.filter { grading.plan.isOpen(assignment, for: $0, at: grading.now) }
          .map { "\(assignment.name)/\($0)" }
      }
    )
  }

  /// What is another now, in words; empty if grading anew would change nothing.
  public func changes(since old: GradingInputs) -> [String] {
    var words = Self.differing(files, old.files)
    let students = Self.differing(handins, old.handins)
    if !students.isEmpty {
      words.append(
        "what \(Self.listed(students)) \(students.count == 1 ? "has" : "have") handed in"
      )
    }
    let exercises = Self.differing(exercises, old.exercises)
    if !exercises.isEmpty {
      words.append("the exercise\(exercises.count == 1 ? "" : "s") \(Self.listed(exercises))")
    }
    if members != old.members { words.append("who is in the class") }
    if open != old.open { words.append("what is due") }
    return words
  }

  private static func differing(_ one: [String: String], _ other: [String: String]) -> [String] {
    Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(5).map { "'\(PlainName.of($0))'" }.joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  private static func digest(_ texts: [String]) -> String {
    var digest = ContentDigest()
    for text in texts { digest.add(text) }
    return digest.hexadecimal
  }

  /// All that decides what an answer to each exercise is asked and comes to, of today's lessons and of each release's.
  private static func exercises(of grading: ClassGrading) -> [String: String] {
    let releases = grading.releases.sorted { $0.key < $1.key }
    let catalogues = ([grading.lessons] + releases.map(\.value)).map(ExerciseCatalogue.init)
    let names = Set(grading.plan.assignments.flatMap { $0.exercises.map(\.name) })
    let pairs = names.map { name in
      (name, digest(releases.map(\.key) + catalogues.map { $0.question(name) ?? "" }))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

extension ExerciseCatalogue {
  /// The digest of what is asked in an exercise, and by what it is judged.
  fileprivate func question(_ name: String) -> String? {
    if let (lesson, exercise) = exercises[name] {
      return GradingJob(
        lesson: lesson,
        exercise: exercise,
        text: "",
        standIns: [:],
        surroundings: ""
      ).question
    }
    return questions[name]?.rubricDigest
  }
}

extension SubmittedStudent {
  /// The digest of what was handed in, and of what is noted of it; also in folders of assignments.
  fileprivate var digest: String {
    var digest = ContentDigest()
    digest.add(trouble?.description ?? "")
    let own = files()
    let parts = own.entries.filter { $0.kind == .folder }.compactMap(\.name).map { part in
      SubmittedStudent(name: name, path: "\(path)/\(part)").files()
    }
    for files in [own] + parts {
      for entry in files.entries {
        digest.add("\(entry.shown) \(entry.kind)")
        do throws(SubmissionTrouble) {
          digest.add(try SubmittedFile.content(of: entry, in: files.path).text)
        } catch {
          digest.add(error.description)
        }
      }
    }
    return digest.hexadecimal
  }
}
