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
    // Paragraphs whose fence is lost.
    ("Write it.\n//| exercise: half\nfunc half() {}", 4), ("x / 2\n  // END SOLUTION\n}", 4),
    ("> //| check: a", 3), ("> words\n> // BEGIN SOLUTION", 4), ("- // BEGIN SOLUTION", 3),
    ("1. words\n   //| wrong: a", 4), ("`<!--` begins one\n//| check: a", 4),
    ("[^1]\n\n[^1]: A note\n    //| check: a", 6),
    // Fences whose word is mistyped.
    ("```swfit\n//| exercise: half\nlet a = 1\n```", 4), ("```\n\n//| check: half\n```", 5),
    ("~~~text\nlet a = 1\n  // BEGIN SOLUTION\n~~~", 5),
    ("> ```swif\n> //| check: a\n> ```", 4),
    ("- ```sw\n  //| check: a\n  ```", 4),
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
    "    ```swift\n    1\n    ```", "words <!-- hidden\n//| check: a\n--> words",
    "The line `//| check: a`\nand `// BEGIN SOLUTION` in words", "```text\n// a comment\n```",
    "~~~markdown\n```swift\n//| check: a\n// BEGIN SOLUTION\n```\n~~~",
    "<!--\n``` alone\n```\n-->", "<!-- a question such as\n```answer why\n-->\nwords",
    "<!-- a --> <!-- ```swift -->",
  ]
)
func keptFences(text: String) throws {
  _ = try LessonReader().lesson(source: "# T\n\n\(text)\n", file: "Lessons/01-t.md")
}

@Test(
  "A comment that ends in the middle of a block is told at its end",
  arguments: [
    (
      "<!-- later:\n\n```swift\n//| exercise: a\nfunc f() {\n  // BEGIN SOLUTION\n  // 4 --> 2\n  1\n  "
        + "// END SOLUTION\n}\n```\n\n-->", 9
    ),
    ("<!TODO\n\n```swift\n//| check: a\nfunc f() -> Int {\n  1\n}\n```\n>", 7),
    ("<?later\n~~~swift\n//| wrong: a\nlet x = a ?> b\n~~~\n?>", 6),
    ("<![CDATA[\n```hint a\nlist[[0]]> 3\n```\n]]>", 5),
    ("> <!-- later\n> ```swift\n> //| check: a\n> let x = a --> b\n> ```\n> -->", 6),
    ("<!--\n```swift\n1\n```\n~~~swift\n//| check: a\n// -->\n~~~", 9),
  ]
)
func tornFences(text: String, line: Int) throws {
  let error = #expect(throws: LessonErrors.self) {
    try LessonReader().lesson(source: "# T\n\n\(text)\n", file: "Lessons/01-t.md")
  }
  let told = error?.mistakes.filter { $0.message.hasPrefix("this comment ends in the block") } ?? []
  #expect(told.map(\.location.line) == [line], "\(error?.description ?? "")")
}
