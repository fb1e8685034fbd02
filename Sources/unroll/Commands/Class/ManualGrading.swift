import Classroom
import Foundation
import LessonDocument

/// Goes through the answers in words, one by one and without names, and keeps each score at once.
struct ManualGrading {
  let request: GradeRequest
  let who: String

  init(_ request: GradeRequest, who: String?) {
    self.request = request
    self.who = who ?? NSUserName()
  }

  func run() throws {
    let grading = request.grading
    let queue = try ManualQueue(grading)
    let items = queue.items
    if queue.overridden > 0 {
      let count = queue.overridden
      StandardOutput.write(
        "\(count) answer\(count == 1 ? " is" : "s are") left out: \(grading.overrides.file) sets the score.\n"
      )
    }
    guard !items.isEmpty else {
      StandardOutput.write("No answer in words waits for a person.\n")
      return
    }
    var scores = grading.manual
    var question = ""
    var graded = 0
    for (number, item) in items.enumerated() {
      if item.question.name != question { StandardOutput.write(head(item.question)) }
      question = item.question.name
      StandardOutput.write(text(item, number: number + 1, of: items.count))
      switch ask(item) {
      case .stop:
        return end(graded, waiting: items.count - graded, in: scores)
      case .skip: continue
      case .score(let score):
        try item.keep(score, in: &scores)
        graded += 1
      }
    }
    end(graded, waiting: items.count - graded, in: scores)
  }

  /// Says what was kept, and what still waits.
  private func end(_ graded: Int, waiting: Int, in scores: ManualScores) {
    let rest =
      waiting == 0
      ? "" : "\(waiting) answer\(waiting == 1 ? " waits" : "s wait"): unroll grade --manual\n"
    guard graded > 0 else {
      return StandardOutput.write("Nothing was graded, and \(scores.path) is as it was. \(rest)")
    }
    StandardOutput.write("\(graded) graded, kept in \(scores.path). Now: unroll grade\n\(rest)")
  }

  // MARK: - What is shown

  private func head(_ question: WrittenExercise) -> String {
    let rubric = question.rubric.enumerated().map { index, criterion in
      "  \(index + 1). \(Points.text(criterion.points)): \(criterion.text)\n"
    }
    return PlainText.lines(
      "\n\(question.title) (\(Points.text(question.points)))\n\n\(question.source)\n\n"
        + rubric.joined()
    )
  }

  private func text(_ item: ManualQueue.Item, number: Int, of count: Int) -> String {
    let body = item.lines.drop { $0.allSatisfy(\.isWhitespace) }.map { "  | \($0)\n" }.joined()
    let earlier = item.earlier.map { score in
      let points = score.points.map(Points.number).joined(separator: " ")
      let what = item.isOfOtherRubric ? "By an earlier rubric this" : "An earlier text"
      return "\(what) was given \(points) by \(score.who) on \(score.date).\n"
    }
    return PlainText.lines(
      "\nAnswer \(number) of \(count)\n\n\(body)\n\(earlier ?? "")"
        + "Points for each line of the rubric, such as '2 0.5'; Enter skips, q stops.\n"
    )
  }

  // MARK: - What is asked

  private enum Reply { case score(ManualScore), skip, stop }

  private func ask(_ item: ManualQueue.Item) -> Reply {
    while true {
      StandardOutput.write("points> ")
      guard let line = readLine() else { return .stop }
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { return .skip }
      if words == ["q"] { return .stop }
      guard let points = points(words, item.question.rubric) else { continue }
      StandardOutput.write("comment> ")
      let comment = readLine() ?? ""
      return .score(
        ManualScore(points: points, comment: comment, who: who, date: today, text: item.text)
      )
    }
  }

  /// The points, one for each line of the rubric; nil, and why, if they are none.
  private func points(
    _ words: [Substring],
    _ rubric: [WrittenExercise.Criterion]
  ) -> [Double]? {
    let points = words.compactMap { PlainNumber($0)?.value }
    guard points.count == words.count, points.count == rubric.count else {
      let count = rubric.count
      StandardOutput.write(
        "Write \(count) number\(count == 1 ? "" : "s"), one for each line of the rubric.\n"
      )
      return nil
    }
    for (given, criterion) in zip(points, rubric) where !(given >= 0 && given <= criterion.points) {
      StandardOutput.write(
        "\(Points.number(given)) is not from 0 to \(Points.number(criterion.points)).\n"
      )
      return nil
    }
    return points
  }

  /// The day by the clock of the class, as all its days are.
  private var today: String { WallClock(request.grading.plan.timeZone).day(Date()) }
}
