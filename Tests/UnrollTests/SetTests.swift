import Foundation
import TestSupport
import Testing

#if os(Linux)
/// Lessons run with other numbers than their own.
@Suite struct SetTests {
  private static let lesson = """
    # Sums

    ```swift
    //| label: start
    let count = 4
    let list = Array(0..<count)
    ```

    ```swift
    //| label: third
    list[2]
    ```
    """

  private func course() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("set")
    try folder.file("Lessons/01-sums.md", Self.lesson)
    return folder
  }

  private func unroll(
    _ arguments: String...,
    in folder: TemporaryFolder
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: folder.url)
  }

  @Test(
    "The lesson is shown with the value, and what it was is said; explain knows the lesson's own"
  )
  func run() async throws {
    let folder = try course()
    let set = try await unroll("run", "01", "--set", "count=7", in: folder)
    #expect(set.status == 0)
    #expect(set.output.contains("let count = 7") && !set.output.contains("let count = 4"))
    #expect(set.errors.contains("note: count is 7 here, 4 in the lesson\n"))
    let own = try await unroll("run", "01", in: folder)
    #expect(own.output.contains("let count = 4") && !own.errors.contains("note:"))
    _ = try await unroll("run", "01", "--set", "count=7", in: folder)
    let explained = try await unroll("explain", "01", in: folder)
    #expect(!explained.output.contains("its code"), "\(explained.output)")
  }

  @Test("A name that the lesson does not have is refused before anything runs")
  func unknown() async throws {
    let folder = try course()
    for command in [["run", "01"], ["watch", "01"], ["try", "01", "--after", "start", "--once"]] {
      let refused = try await UnrollProgram.run(command + ["--set", "cout=7"], in: folder.url)
      #expect(refused.status == 2 && refused.output.isEmpty)
      #expect(refused.errors.contains("no number is named 'cout': did you mean 'count'?"))
    }
  }

  @Test("check --constants names the number whose value crashes a block")
  func check() async throws {
    let folder = try course()
    #expect(try await unroll("accept", in: folder).status == 0)
    #expect(try await unroll("check", in: folder).status == 0)
    let checked = try await unroll("check", "--constants", in: folder)
    #expect(checked.status == 1)
    #expect(
      checked.output.contains(
        "01-sums.md:5:13: error: with count = 2 (in the lesson 4): third: "
      ),
      "\(checked.output)"
    )
    #expect(checked.output.contains("count = 8 (in the lesson 4): all holds\n"))
  }

  @Test("Without a block, try lists those of the lesson and what each names")
  func blocks() async throws {
    let folder = try course()
    let listed = try await unroll("try", "01", in: folder)
    #expect(listed.status == 0)
    #expect(
      listed.output == """
        Sums: code of your own stands after one of these blocks, as in
        unroll try 01 --after start

          start  line 3: count, list
          third  line 9

        """
    )
  }

  @Test("Where readers may move a number, run says how; exports keep the lesson's own result")
  func explored() async throws {
    let folder = try TemporaryFolder("explore")
    try folder.file(
      "Lessons/01-moved.md",
      """
      # Moved

      ```swift
      //| label: moved
      //| explore: gain in 0.5...1.5 step 0.5
      let gain = 1.0
      print("gives", gain * 2)
      ```

      It is `{swift} gain`.
      """
    )
    let run = try await unroll("run", "01", in: folder)
    #expect(run.output.contains("[moved]") && run.output.contains("gives 2.0"))
    #expect(
      run.output.contains("gain may be 0.5 to 1.5, or what you like: unroll run 01 --set gain=0.5"),
      "\(run.output)"
    )
    #expect(try await unroll("accept", "01", in: folder).status == 0)
    let record = try String(
      contentsOf: folder.url.appending(path: "Lessons/recorded/moved.json"),
      encoding: .utf8
    )
    #expect(record.contains("gain = 1.5") && record.contains("gives 3.0"))
    #expect(try await unroll("check", "01", in: folder).status == 0)
    let lesson = folder.url.appending(path: "Lessons/recorded/moved.json")
    try Data(record.replacing("gives 3.0", with: "gives 3.5").utf8).write(to: lesson)
    let checked = try await unroll("check", "01", in: folder)
    #expect(checked.status == 1)
    #expect(
      checked.errors.contains("block 'moved' gives another result than recorded with gain = 1.5")
        || checked.output.contains(
          "block 'moved' gives another result than recorded with gain = 1.5"
        )
    )
    for format in ["html", "ipynb", "md", "swift"] {
      let export = try await unroll("export", "01", "--format", format, in: folder)
      #expect(export.status == 0, "\(export.errors)")
      #expect(!export.output.contains("type=\"range\"") && !export.output.contains("gives 3.0"))
    }
  }
}
#endif
