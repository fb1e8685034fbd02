import ArgumentParser
import Foundation
import LessonRunner

/// `unroll new jobs`: the file by which other machines share a grading or a sweep.
struct NewJobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Write the file by which Slurm, GitHub or GitLab shares a grading or a sweep.",
    discussion: """
      The file says at its top how it is used, and is meant to be changed: time, memory, and where Unroll stands. \
      For example: unroll new jobs slurm --shards 8

        slurm    grade.sbatch: an array of jobs; one that was killed is run again alone
        github   .github/workflows/grade.yml: a matrix of jobs, and one that merges
        gitlab   .gitlab/grade.yml: parallel jobs, and one that merges
      """
  )

  @Argument(help: ArgumentHelp("Who runs the jobs.", valueName: "slurm|github|gitlab"))
  var system: JobSystem

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("The command whose work is shared.", valueName: "grade|sweep")
  )
  var command: SharedCommand = .grade

  @Option(help: ArgumentHelp("Into how many parts.", valueName: "number"))
  var shards = 8

  func validate() throws {
    // More jobs than that no matrix of GitHub holds.
    guard (1...256).contains(shards) else {
      throw ValidationError("'--shards' needs a number from 1 to 256, not \(shards).")
    }
  }

  func run() async throws {
    let file = system.file(of: command, shards: shards)
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw ValidationError(
        "'\(file.path)' is there already: move it away, and ask again."
      )
    }
    let folder = (file.path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try NewName.makeFolder(folder) }
    try NewName.write(file.text, at: file.path)
    StandardOutput.write("Wrote \(file.path).\n\(file.next)\n")
  }
}

/// Who runs jobs.
enum JobSystem: String, CaseIterable, ExpressibleByArgument {
  case slurm, github, gitlab

  /// The file for it.
  func file(of command: SharedCommand, shards: Int) -> JobFile {
    switch self {
    case .slurm: .slurm(command, shards)
    case .github: .github(command, shards)
    case .gitlab: .gitlab(command, shards)
    }
  }
}

/// A command whose work several machines can share.
enum SharedCommand: String, CaseIterable, ExpressibleByArgument {
  case grade, sweep

  /// The beginning of the shards' folders.
  var folder: String { self == .grade ? "grades" : "sweep" }

  /// Where the merged work stands.
  var result: String { self == .grade ? "grades" : "Lessons/recorded" }

  /// What it does, as a sentence about several jobs goes on.
  var purpose: String {
    self == .grade ? "Grades a class" : "Runs and records the sweep blocks of lessons"
  }
}

/// A file that is ready to be used.
struct JobFile {
  let path: String
  let text: String
  /// The sentence that leads on.
  let next: String
}
