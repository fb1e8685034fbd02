import Foundation
import Testing

/// What the course says below messages, in exercises and trials.
@Suite struct TaughtHelpTests {
  private func course() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("course")
    try folder.file(
      "Lessons/01-sums.md",
      """
      # Sums

      ## Names

      ```swift
      //| label: factor
      let factor = 2
      ```

      ```swift
      //| exercise: double
      func doubled(_ x: Int) -> Int {
        // BEGIN SOLUTION
        factor * x
        // END SOLUTION
      }
      ```

      ```swift
      //| check: double
      check("doubles 3", doubled(3) == 6)
      ```
      """
    )
    try folder.file(
      "Lessons/diagnostics.yml",
      """
      - name: text
        said: "cannot find 'len'"
        code: 'text'
        means: The number of letters is `s.count`.
        taught: [sums#names]
      - name: label
        said: 'cannot find ''\\w+'' in scope|missing argument|type ''\\(\\)'''
        code: '\\w\\(.*\\w='
        means: A label has a colon.
      - name: length
        said: "cannot find 'len'"
        code: 'len\\('
        means: The number of elements is `a.count`.
        taught: [sums#names]
      - name: pairs
        code: 'for \\w+,'
        means: Two names stand in parentheses.
      - name: colon
        said: "expected"
        code: ':$'
        means: What belongs to it stands in braces.
      - name: unclosed
        said: "expected '[}]'"
        means: A bracket is missing.
        follows: true
      - name: bracket
        said: "expected"
        means: A bracket is missing.
      - name: convert
        said: "cannot convert"
        means: The kinds differ.
        follows: true
      - name: made
        said: "cannot find"
        code: '^\\s*\\w+ = '
        means: A name is made by `let`.
      - name: none
        said: "cannot find"
        means: Nothing has that name.
      - name: nothing
        said: "type '[(][)]'"
        means: Nothing is given back.
        follows: true
      - name: part
        said: "has no member"
        means: No such part.
      - name: endless
        cause: endless-loop
        means: Something in the braces must change.
      """
    )
    return folder
  }

  private func unroll(
    _ folder: TemporaryFolder,
    _ arguments: String...
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: folder.url, environment: ["COLUMNS": "80"])
  }

  @Test("Help is told once, with the section that teaches it")
  func once() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  let a = [x]\n  let n = len(a)\n  return len(a) * n\n}\n"
    )
    let outcome = try await unroll(folder, "exercise", "check", "double")
    let help = "    The number of elements is `a.count`.\n    See \"Names\", Lessons/01-sums.md:3\n"
    #expect(outcome.output.components(separatedBy: help).count == 2, "\(outcome.output)")
    #expect(outcome.output.components(separatedBy: "cannot find 'len'").count == 2)
    #expect(outcome.output.contains("(2 times, also on line 4)"), "\(outcome.output)")
  }

  @Test("What a slip brings about on its own line, or on that of its statement, is not told")
  func root() async throws {
    let folder = try course()
    for body in [
      "  func g(n: Int) -> Int { n }\n  return g(n=x)\n",
      "  func g(n: Int, m: Int) -> Int { n * m }\n  return g(n=x, m=x)\n",
      "  let a = zip([x], by=2)\n  return x\n",
    ] {
      try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int {\n\(body)}\n")
      let told = try await unroll(folder, "exercise", "check", "double").output
      #expect(told.components(separatedBy: "error:").count == 2, "\(told)")
      #expect(told.contains("A label has a colon."), "\(told)")
    }
  }

  @Test("A bracket that is not closed is told only where nothing else explains it")
  func unclosed() async throws {
    let folder = try course()
    let body = "  for a in [x]:\n    print(a)\n  return x\n"
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int {\n\(body)}\n")
    let told = try await unroll(folder, "exercise", "check", "double").output
    #expect(told.contains("What belongs to it stands in braces."), "\(told)")
    #expect(!told.contains("expected '}'"), "\(told)")
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  if x > 0 {\n  return x\n}\n"
    )
    let alone = try await unroll(folder, "exercise", "check", "double").output
    #expect(alone.contains("expected '}'") && alone.contains("A bracket is missing."), "\(alone)")
  }

  @Test("A loop that never ends is told once, before the run, in exercises and trials")
  func endless() async throws {
    let folder = try course()
    let text = try String(
      contentsOf: folder.url.appending(path: "Lessons/01-sums.md"),
      encoding: .utf8
    )
    try folder.file("Lessons/01-sums.md", "---\ntimeout: 1\n---\n\n" + text)
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  while x > 0 {}\n  return x\n}\n"
    )
    let told = try await unroll(folder, "exercise", "check", "double").output
    let warning = "Work/double.swift:2:3: warning:"
    #expect(told.components(separatedBy: warning).count == 2, "\(told)")
    let early = try #require(told.range(of: warning), "\(told)")
    let late = try #require(told.range(of: "time limit:"), "\(told)")
    #expect(early.lowerBound < late.lowerBound && told.contains("nothing in it changes `x`"))
    #expect(told.contains("Something in the braces must change."), "\(told)")
    #expect(told.contains("Work/double.swift:2:3: error:"), "\(told)")
    try folder.file("Work/try.swift", "print(factor)\nwhile true {}\n")
    let tried = try await unroll(folder, "try", "01", "--after", "factor", "--once").output
    #expect(tried.components(separatedBy: "Work/try.swift:2:1: warning:").count == 2, "\(tried)")
    #expect(tried.hasPrefix("Work/try.swift:2:1: warning:"), "\(tried)")
  }

  @Test("Two slips of one line are both answered")
  func oneLine() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  for a, b in [x]:\n    return x\n  }\n}\n"
    )
    let told = try await unroll(folder, "exercise", "check", "double").output
    let pairs = try #require(told.range(of: "Two names stand in parentheses."), "\(told)")
    let colon = try #require(told.range(of: "What belongs to it stands in braces."), "\(told)")
    #expect(pairs.lowerBound < colon.lowerBound)
  }

  @Test("One message about lines with different slips is answered at each")
  func otherLines() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  let a = [x]\n  let n = len(a)\n  let text = \"\"\n"
        + "  return len(text) * n * len(a)\n}\n"
    )
    let outcome = try await unroll(folder, "exercise", "check", "double")
    #expect(outcome.output.contains("(3 times, also on line 5)"), "\(outcome.output)")
    #expect(
      outcome.output.contains(
        """
            The number of elements is `a.count`.
            See "Names", Lessons/01-sums.md:3
          5 │   return len(text) * n * len(a)
            │          ▲
            Line 5: The number of letters is `s.count`.
            See "Names", Lessons/01-sums.md:3

        """
      ),
      "\(outcome.output)"
    )
  }

  @Test("An error that follows from another is not told, and comes last where it may be of its own")
  func following() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      """
      func doubled(_ x: Int) -> Int {
        let text: String = x
        let more: Int = x.most
        let next: String = more + 1
        return first + second
      }
      """
    )
    let told = try await unroll(folder, "exercise", "check", "double").output
    #expect(told.components(separatedBy: "Nothing has that name.").count == 2, "\(told)")
    // A line with an undeclared name, and one with a name whose line was refused.
    #expect(!told.contains("swift:4:") && !told.contains("return expression"), "\(told)")
    let member = try #require(told.range(of: "swift:3:"), "\(told)")
    let kinds = try #require(told.range(of: "swift:2:"), "\(told)")
    #expect(member.lowerBound < kinds.lowerBound, "\(told)")
  }

  @Test("A name that one line has explained is not doubted on another")
  func explained() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  one = x\n  other = x\n  return one + other\n}\n"
    )
    let told = try await unroll(folder, "exercise", "check", "double").output
    #expect(told.components(separatedBy: "A name is made by `let`.").count == 2, "\(told)")
    #expect(told.contains("cannot find 'other'") && !told.contains("Nothing has"), "\(told)")
  }

  @Test("A line that is wider than the terminal is cut before its mark")
  func wide() async throws {
    let folder = try course()
    let sum = (1...30).map { "\($0)" }.joined(separator: " + ")
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  let y: Int = \(sum) + nothing\n  return y\n}\n"
    )
    let told = try await unroll(folder, "exercise", "check", "double").output
    let lines = told.split(separator: "\n").map(String.init)
    let mark = try #require(lines.firstIndex { $0.contains("▲") }, "\(told)")
    let column = lines[mark].prefix { $0 != "▲" }.count
    #expect(lines[mark - 1].dropFirst(column).hasPrefix("nothing"), "\(told)")
    #expect(lines[mark - 1].contains("│ …") && lines[mark - 1].count <= 80, "\(told)")
  }

  @Test("Errors are told before warnings")
  func errorsFirst() async throws {
    let folder = try course()
    try folder.file(
      "Work/double.swift",
      "#warning(\"later\")\nfunc doubled(_ x: Int) -> Int { nothing }\n"
    )
    let outcome = try await unroll(folder, "exercise", "check", "double")
    let error = try #require(outcome.output.range(of: "cannot find 'nothing'"))
    let warning = try #require(outcome.output.range(of: "later"))
    #expect(error.lowerBound < warning.lowerBound, "\(outcome.output)")
  }

  @Test("A trial has the help that exercises have")
  func trial() async throws {
    let folder = try course()
    try folder.file("Work/try.swift", "let a = [factor]\nlen(a)\n")
    let outcome = try await unroll(folder, "try", "01", "--after", "factor", "--once")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "    The number of elements is `a.count`.\n    See \"Names\", Lessons/01-sums.md:3\n"
      ),
      "\(outcome.output)"
    )
  }

  @Test("What a block saves is found in Work/saved, also if the result was kept")
  func saved() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file(
      "Lessons/01-saving.md",
      """
      # Saving

      ```swift
      let layer = Dense(weight: Tensor([[1, 2]]), bias: Tensor([3, 4]))
      try layer.save(to: "layer.safetensors")
      ```

      ```swift
      let again = Dense(weight: Tensor([[0, 0]]), bias: Tensor([0, 0]))
      try again.load(from: "layer.safetensors")
      again.bias?.value.scalars ?? []
      ```

      ```swift
      do { try layer.save(to: "elsewhere/layer.safetensors") } catch { print(error) }
      ```

      ```swift
      try layer.save(to: "/tmp/away.safetensors")
      try layer.save(to: "./beside.safetensors")
      ```
      """
    )
    let file = folder.url.appending(path: "Work/saved/layer.safetensors")
    for _ in 1...2 {
      let outcome = try await unroll(folder, "run", "01")
      #expect(outcome.output.contains("saved as Work/saved/layer.safetensors ("))
      #expect(outcome.output.contains("[3.0, 4.0]"))
      let printed = outcome.output.replacing("\n┃ ", with: "")
      #expect(printed.contains("a lesson's block runs in a sandbox"))
      #expect(printed.contains("/tmp/away.safetensors is not kept"), "\(printed)")
      #expect(printed.contains("saved as Work/saved/beside.safetensors ("), "\(printed)")
      let bytes = try Data(contentsOf: file)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\"weight\""))
      try FileManager.default.removeItem(at: file)
    }
  }
}
