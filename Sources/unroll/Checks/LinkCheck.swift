import LessonDocument
import LessonPages

/// Links to files, lessons and anchors lead somewhere.
struct LinkCheck: LessonCheck {
  let name = "links lead somewhere"

  func report(on checked: CheckedLesson) -> CheckReport {
    let mistakes = LinkChecker().mistakes(in: checked.lesson)
    return CheckReport(
      findings: mistakes.map {
        Finding(file: $0.file, location: $0.location, message: $0.message)
      }
    )
  }
}
