import Foundation

/// A course whose numbers are easy to compute by hand.
enum SmallCourse {
  static let sums = """
    ---
    description: Adding up, by hand.
    ---
    # Sums

    ```swift
    //| label: squares
    let squares = (1...7).map { $0 * $0 }
    print("the squares are", squares)
    squares.reduce(0, +)
    ```

    Half of it is `{swift} Double(squares.reduce(0, +)) / 2`.

    ```swift
    //| label: picture
    lineChart(["squares": squares.map(Double.init)], x: "number", y: "square")
    ```

    ```swift
    //| label: last
    //| expect: crash
    let empty: [Int] = []
    print(empty[squares.count])
    ```
    """

  static let products = """
    # Products

    ```swift
    print((1...6).reduce(1, *))
    ```
    """

  /// A folder with the course.
  ///
  /// - Parameter name: what the folder is called.
  static func folder(named name: String = "course") throws -> TemporaryFolder {
    let folder = try TemporaryFolder(name)
    let readme = "# Arithmetic\n\nNumbers *by hand*.\n\nFirst [sums](01-sums.md), $a + b$.\n"
    try folder.file("Lessons/README.md", readme)
    try folder.file("Lessons/01-sums.md", sums)
    try folder.file("Lessons/02-products.md", products)
    return folder
  }

  /// A lesson with one block.
  static func lesson(_ code: String, options: String = "") -> String {
    "# Lesson\n\n```swift\n\(options.isEmpty ? "" : options + "\n")\(code)\n```\n"
  }
}
