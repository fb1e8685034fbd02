import LessonDocument
import Testing

@Suite struct StatementLinesTests {
  private let lines = StatementLines(
    BlockCode(
      """
      func f(_ a: [Int]) -> [Int] {
        let b = a
          .map { x in
            let y = x + 1
            return y
          }
        for x in b {
          print(x)
        }
        if b.isEmpty {
          return a.map {
            $0
          }
        }
        return b
      }
      """
    )
  )

  @Test(
    "A line belongs to the innermost expression or variable around it",
    arguments: [
      (1, 1...1), (2, 2...6), (3, 2...6), (4, 4...4), (5, 5...5), (6, 2...6), (7, 7...7),
      (8, 8...8),
      (9, 9...9), (10, 10...10), (11, 11...13), (12, 12...12), (13, 11...13), (15, 15...15),
      (40, 40...40),
    ]
  )
  func around(line: Int, range: ClosedRange<Int>) {
    #expect(lines.around(line) == range)
  }
}
