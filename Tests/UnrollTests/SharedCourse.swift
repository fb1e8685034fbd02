import Foundation
import Testing

/// A course whose answers and sweeps several machines share.
enum SharedCourse {
  /// Exercises of two lessons, answered by four students, some wrongly, and blocks that are swept.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("course")
    for (number, name) in ["double", "triple"].enumerated() {
      try folder.file("Lessons/0\(number)-\(name)s.md", lesson(name, factor: number + 2))
    }
    for student in ["007", "008", "009", "010"] {
      try folder.file("submitted/\(student)/double.swift", answer("double", right: student < "009"))
      guard student != "010" else { continue }
      try folder.file("submitted/\(student)/triple.swift", answer("triple", right: student > "007"))
    }
    try folder.file(
      "class.yml",
      """
      late: { per-day: 10% }
      assignments:
        - { name: all, due: 2099-10-24 20:00, exercises: [double, triple] }
      """
    )
    try folder.file(
      "roster.csv",
      "id,last_name\n007,Curie\n008,Noether\n009,Meitner\n010,Germain\n"
    )
    return folder
  }

  private static func answer(_ name: String, right: Bool) -> String {
    let factor = (name == "double" ? 2 : 3) + (right ? 0 : 1)
    return "func \(name)(_ x: Int) -> Int { print(\"so\"); return \(factor) * x }\n"
  }

  private static func lesson(_ name: String, factor: Int) -> String {
    """
    # \(name)

    ```swift
    //| exercise: \(name)
    func \(name)(_ x: Int) -> Int {
      // BEGIN SOLUTION
      \(factor) * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: \(name)
    check("of 3", \(name)(3), equals: \(3 * factor))
    check("of 0", \(name)(0), equals: 0)
    ```

    ```swift
    //| label: first
    //| sweep: true
    print("first", (1...\(factor)).reduce(0, +))
    ```

    ```swift
    //| label: second
    //| sweep: true
    print("second", (1...\(factor)).reduce(1, *))
    ```

    """
  }

  /// The bytes of every file that a grading writes for people and machines, by its name.
  static func written(_ grades: URL) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: grades.path).filter {
      ["csv", "json", "xml", "html"].contains(($0 as NSString).pathExtension)
        && !$0.hasPrefix("answers/")
    }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try Data(contentsOf: grades.appendingPathComponent($0)))
      }
    )
  }
}
