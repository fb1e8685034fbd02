import LessonDocument
import Testing

@Test(
  "A block that HTML or indentation swallows is told, since it would be published as it stands",
  arguments: [
    ("<details><summary>For teachers</summary>\n```swift\n//| check: a\n```\n</details>", 4),
    ("<div>\n~~~swift\n1\n~~~\n</div>", 4), ("<div>\n  //| wrong: a\n</div>", 4),
    ("<div>\nfunc f() {\n  // BEGIN SOLUTION\n</div>", 5), ("<div>\n``` hint a\nb\n</div>", 4),
    ("    ```swift\n    //| wrong: a\n    let secret = 1\n    ```", 4),
    ("- item\n\n      ```swift\n      // BEGIN SOLUTION\n      ```", 6),
  ]
)
func lostFences(text: String, line: Int) throws {
  let error = #expect(throws: LessonErrors.self) {
    try LessonReader().lesson(source: "# T\n\n\(text)\n", file: "Lessons/01-t.md")
  }
  let told = error?.mistakes.filter { $0.message.hasPrefix("this line looks like a block's") } ?? []
  #expect(told.map(\.location.line) == [line], "\(error?.description ?? "")")
}

@Test(
  "A block in a comment, below an empty line, or shown in a longer fence is none of these",
  arguments: [
    "<!--\n```swift\n//| check: a\n```\n-->", "<details>\n\n```swift\n1\n```\n\n</details>",
    "````markdown\n```swift\n//| check: a\n```\n````", "<div>\nSwift, and ``` alone\n</div>",
    "    ```swift\n    1\n    ```",
  ]
)
func keptFences(text: String) throws {
  _ = try LessonReader().lesson(source: "# T\n\n\(text)\n", file: "Lessons/01-t.md")
}
