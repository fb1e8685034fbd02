import ArgumentParser
import Classroom
import Foundation
import LessonDocument
import LessonPages
import LessonRunner
import PreviewServer

/// An error that ends a command: what is said of it, and the exit status.
struct Failure {
  /// What is said on standard error, if anything.
  let text: String?
  let status: Int32

  init(_ error: any Error) {
    switch error {
    case let status as ExitCode: self.init(text: nil, status: status.rawValue)
    case is LessonErrors, CourseError.misnamed, SiteError.leaks, SiteError.unsoundEdition,
      ReleaseError.leaks:
      self.init("\(error)", .lessons)
    case let errors as ThemeErrors where !errors.isOfInstallation: self.init("\(error)", .lessons)
    case is ClassMistakes: self.init("\(error)", .usage)
    case ReleaseError.failed: self.init("error: \(error)", .machine)
    case is ReleaseError: self.init("error: \(error)", .usage)
    case GradingError.lessonFails: self.init("error: \(error)", .lessons)
    case GradingError.table: self.init("\(error)", .usage)
    case GradingError.files: self.init("error: \(error)", .machine)
    case is GradingError: self.init("error: \(error)", .usage)
    case is ShardMistakes: self.init("\(error)", .usage)
    case is ShardMistake: self.init("error: \(error)", .machine)
    case RecordError.damaged, RecordError.undrawable: self.init("error: \(error)", .lessons)
    case is UseError, is CourseError, is ConstantError, RunnerError.unknownLabel,
      RunnerError.setting,
      SiteError.notASite,
      SiteError.notAFolder:
      self.init("error: \(error)", .usage)
    case PreviewError.portTaken, PreviewError.portRefused, PreviewError.noPort:
      self.init("error: \(error)", .usage)
    case WorkError.unwritable: self.init("error: \(error)", .machine)
    case is WorkError: self.init("error: \(error)", .usage)
    case is PreviewError, is RunnerError, is RecordError, is MathError, is SiteError:
      self.init("error: \(error)", .machine)
    case is ThemeErrors: self.init("\(error)", .machine)
    default: self.init(parsing: error)
    }
  }

  private init(text: String?, status: Int32) {
    self.text = text
    self.status = status
  }

  private init(_ text: String, _ status: ExitStatus) {
    (self.text, self.status) = (text, status.rawValue)
  }

  /// What the parser throws: help and version are no errors, everything else is wrong use.
  private init(parsing error: any Error) {
    let text = Unroll.fullMessage(for: error)
    switch Unroll.exitCode(for: error) {
    case .success:
      StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
      self.init(text: nil, status: 0)
    case .validationFailure:
      self.init(text.hasPrefix("Error: ") ? "error: " + text.dropFirst(7) : text, .usage)
    default: self.init("error: \((error as NSError).localizedDescription)", .machine)
    }
  }

  func endProcess() -> Never {
    if let text { Note.say(text) }
    exit(status)
  }
}
