import Foundation
import Testing

extension ProgramTests {
  /// A lesson is taken away as one file.
  @Suite struct ExportTests {
    private func export(
      _ format: String,
      of course: TemporaryFolder,
      _ arguments: [String] = []
    ) async throws -> String {
      let outcome = try await UnrollProgram.run(
        ["export", "01", "--format", format, "--out", "-"] + arguments,
        in: course.url
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output
    }

    @Test(
      "No format holds a solution, a wrong answer or a hidden check",
      arguments: ["ipynb", "swift", "html", "md"]
    )
    func secrets(format: String) async throws {
      let text = try await export(format, of: ExportedLesson.course())
      #expect(!text.contains("SECRET"))
      #expect(!text.contains("1234.5"))
      #expect(text.contains("halves 4"))
      #expect(text.contains("your code here"))
    }

    @Test("A notebook is valid and shows what the blocks printed and drew")
    func notebook() async throws {
      let json = try await export("ipynb", of: ExportedLesson.course())
      #expect(try NotebookRules.faults(in: json) == [])
      let cells = try Self.cells(json)
      let outputs = cells.flatMap { $0["outputs"] as? [[String: Any]] ?? [] }
      #expect(outputs.contains { Self.text($0["text"]) == "sum 1.875\n" })
      let bundles = outputs.compactMap { $0["data"] as? [String: Any] }
      #expect(bundles.contains { Self.text($0["text/plain"]) == "5" })
      let drawing = try #require(bundles.compactMap { $0["image/svg+xml"] }.first)
      #expect(Self.text(drawing).hasPrefix("<svg"))
      #expect(outputs.contains { $0["output_type"] as? String == "error" })
    }

    @Test("A notebook says in words what a page says with links and numbers")
    func prose() async throws {
      let cells = try Self.cells(await export("ipynb", of: ExportedLesson.course()))
      let prose = cells.filter { $0["cell_type"] as? String == "markdown" }
        .map { Self.text($0["source"]) }.joined(separator: "\n\n")
      for words in [
        "See Figure 1, Table 1, Equation 1, A table, More (The next step) and\nthe next.",
        "One note<sup>1</sup>. Code stays: `[](#fig-steps)`.",
        "![A loop](data:image/svg+xml;base64,", "The last is 0.125, the first 1.",
        "**Figure 1**: Steps of one half.", "x_{t-1} / 2 \\tag{1}$$",
        "| one  |    1 |\n\n**Table 1**: Parts of *it*", "**Predict:** What is 2 + 3?",
        "> **Tip: Draw**", "Divide by 2, as in Figure 1.", "**Why half** (2 points)",
        "- names the sum (2 points)", "<sup>1</sup> Zeno, about 450 BC.",
      ] {
        #expect(prose.contains(words), "\(words)")
      }
      #expect(!prose.contains("{#tbl-"))
      let guess = try #require(cells.first { ($0["id"] as? String)?.hasSuffix("guess") == true })
      let folds = (guess["metadata"] as? [String: Any])?["jupyter"] as? [String: Bool]
      #expect(folds == ["outputs_hidden": true])
    }

    @Test("Mistakes of other lessons are none of what is exported, and links to them stay")
    func besides() async throws {
      let course = try TemporaryFolder("besides")
      let exercise = "```swift\n//| exercise: clip\nlet a = 1\n```\n"
      try course.file("Lessons/00-clipping.md", "# Clipping\n\n\(exercise)")
      try course.file("Lessons/01-a.md", "# A\n\n[clip](00-clipping.md#x), [](00-clipping.md).\n")
      try course.file("notes/01-a.md", "# A\n\n[clip](00-clipping.md#x).\n")
      try course.file("notes/00-clipping.md", "# Clipping\n\n\(exercise)")
      for path in ["01", "notes/01-a.md"] {
        for format in ["html", "ipynb", "swift", "md"] {
          let arguments = ["export", path, "--format", format, "--out", "-"]
          let outcome = try await UnrollProgram.run(arguments, in: course.url)
          #expect(outcome.errors == "", "\(path) \(format)")
          #expect(outcome.status == 0)
          #expect(outcome.output.contains("clip"))
        }
      }
      // A mistake of its own is told, and is no success.
      try course.file("Lessons/01-a.md", "# A\n\n[gone](02-gone.md)\n")
      let own = try await UnrollProgram.run(
        ["export", "01", "--format", "html", "--out", "-"],
        in: course.url
      )
      #expect(
        own.errors
          == "Lessons/01-a.md:3:1: error: There is no file 02-gone.md beside this lesson.\n"
      )
      #expect(own.status == 1)
      let check = try await UnrollProgram.run(["check", "00"], in: course.url)
      #expect(!check.errors.contains("is a lesson"))
    }

    @Test("What is written is told with its size, and standard output gets the file alone")
    func told() async throws {
      let course = try ExportedLesson.course()
      let outcome = try await UnrollProgram.run(["export", "01", "--format", "md"], in: course.url)
      #expect(outcome.status == 0)
      let told = /Wrote [0-9a-z-]+\.md \([0-9.]+ (bytes|KiB)\)\.\n/
      #expect(outcome.output.wholeMatch(of: told) != nil)
      let printed = try await UnrollProgram.run(
        ["export", "01", "--format", "md", "--out", "/dev/stdout"],
        in: course.url
      )
      #expect(!printed.output.contains("Wrote"))
    }

    @Test("A place where no file can be is told before anything runs")
    func places() async throws {
      let course = try ExportedLesson.course()
      for (path, fault) in [
        ("no/where.md", "'no/where.md' cannot be written: there is no folder 'no'; make it"),
        ("Lessons", "'Lessons' is a folder; name a file in it"),
      ] {
        let outcome = try await UnrollProgram.run(
          ["export", "01", "--format", "html", "--out", path],
          in: course.url
        )
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: \(fault)"), "\(outcome.errors)")
      }
    }

    @Test("A lesson that is not as expected is exported, and its faults are told")
    func faults() async throws {
      let folder = try TemporaryFolder()
      try folder.file("a.md", "# A\n\n```swift\nmissing\n```\n")
      let outcome = try await UnrollProgram.run(
        ["export", "a.md", "--format", "ipynb"],
        in: folder.url
      )
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("Wrote a.ipynb ("))
      #expect(outcome.errors == "a.md:4:1: error: cannot find 'missing' in scope\n")
    }

    @Test("A Swift file and a notebook lose nothing that the page says in words")
    func nothingLost() async throws {
      let folder = try TemporaryFolder()
      try folder.file(
        "a.md",
        """
        ---
        title: The title
        description: One sentence.
        objectives: [count to two]
        ---
        Text.

        ```swift
        //| label: fig-one
        //| fig-cap: The caption.
        //| predict: What is drawn?
        //| choices: [a line, a bar]
        //| answer: a line
        lineChart(["a": [1, 2]])
        ```

        ```swift
        //| exercise: twice
        //| title: Two times
        //| points: 3
        //| provides: ["func twice(_ x: Int) -> Int"]
        //| forbid: [reduce]
        // BEGIN SOLUTION
        func twice(_ x: Int) -> Int { x + x }
        // END SOLUTION
        ```
        """
      )
      for format in ["swift", "ipynb"] {
        let outcome = try await UnrollProgram.run(
          ["export", "a.md", "--format", format, "--out", "-"],
          in: folder.url
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        for words in [
          "The title", "One sentence.", "count to two", "The caption.", "What is drawn?", "a bar",
          "Two times", "3 points", "func twice(_ x: Int) -> Int", "reduce",
        ] {
          #expect(outcome.output.contains(words), "\(format): \(words)")
        }
      }
    }

    @Test("A link of a notebook leads to the site if the course says where that is")
    func links() async throws {
      let course = try ExportedLesson.course()
      try course.file("Lessons/course.yml", "base-url: https://example.org/rnn\n")
      let json = try await export("ipynb", of: course)
      #expect(json.contains("[the next](https://example.org/rnn/next/)"))
      #expect(json.contains("[More (The next step)](https://example.org/rnn/next/#more)"))
    }

    @Test("The rules for notebooks find what is wrong", arguments: NotebookMistake.all)
    func rules(mistake: NotebookMistake) throws {
      let cell = #"{"cell_type": "code", "id": "a", "metadata": {}, "source": ["1\n", "2"], "#
      let good = """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "s", \
        "display_name": "S"}, "language_info": {"name": "s"}}, "cells": [\(cell)\
        "execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout", \
        "text": "1"}]}]}
        """
      #expect(try NotebookRules.faults(in: good) == [])
      let bad = good.replacingOccurrences(of: mistake.from, with: mistake.to)
      #expect(try NotebookRules.faults(in: bad) == [mistake.fault])
    }

    @Test("A Swift file compiles with the package's modules and prints what the lesson shows")
    func swift() async throws {
      let course = try ExportedLesson.course()
      let file = try course.file("half.swift", await export("swift", of: course))
      #expect(try String(contentsOf: file, encoding: .utf8).contains("// See Figure 1, Table 1,"))
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
      let program = course.url.appendingPathComponent("half").path
      let compiled = try await UnrollProgram.run(
        [
          "swiftc", "-O", "-swift-version", "5", "-I", "\(root)/.build/release/Modules", "-I",
          "\(root)/Sources/CProcessor", "-Xcc",
          "-fmodule-map-file=\(root)/Sources/CProcessor/module.modulemap", "-L",
          "\(root)/.build/release", "-lLessonRuntime", "-lm", file.path, "-o", program,
        ],
        in: course.url,
        program: "/usr/bin/env"
      )
      try #require(
        compiled.status == 0,
        "swift build -c release --product LessonRuntime makes the modules. \(compiled.errors)"
      )
      let ran = try await UnrollProgram.run([], in: course.url, program: program)
      #expect(ran.status == 0, "\(ran.errors)")
      let json = try await UnrollProgram.run(["run", "01", "--json"], in: course.url).output
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let blocks = object?["blocks"] as? [[String: Any]] ?? []
      let shown = blocks.filter {
        ["steps", "guess", "draw"].contains($0["label"] as? String)
      }.flatMap { $0["outputs"] as? [[String: Any]] ?? [] }.compactMap { $0["text"] as? String }
      #expect(shown.count == 4)
      #expect(ran.output.lines == shown.joined(separator: "\n").lines)
    }

    @Test("A page in one file refers to nothing outside it")
    func page() async throws {
      let html = try await export("html", of: ExportedLesson.course())
      for match in html.matches(of: /\s(?:src|href|data-index|srcset)="([^"]*)"/) {
        #expect(match.1.hasPrefix("#") || match.1.hasPrefix("data:"), "\(match.1)")
      }
      for match in html.matches(of: /url\(([^)]{0,40})/) {
        #expect(match.1.hasPrefix("\"data:") || match.1.hasPrefix("#"), "\(match.1)")
      }
      #expect(!html.contains("<link rel=\"stylesheet\""))
      #expect(!html.contains("@import"))
      #expect(html.contains("<svg"))
      #expect(html.contains("font/otf;base64,"))
      #expect(html.contains("src=\"data:image/svg+xml;base64,"))
      #expect(html.contains("default-src 'none'"))
      // Half a megabyte holds the font of its formulas and nothing of other lessons.
      #expect(html.utf8.count < 500_000)
    }

    @Test("The Markdown is a lesson again, which runs to the same results")
    func markdown() async throws {
      let course = try ExportedLesson.course()
      let text = try await export("md", of: course)
      try course.file("again/01-half.md", text)
      let outcome = try await UnrollProgram.run(
        ["run", "again/01-half.md", "--json", "--through", "draw"],
        in: course.url
      )
      #expect(outcome.errors == "")
      #expect(outcome.output.contains("sum 1.875"))
    }

    @Test("The files that pages offer are those that are exported")
    func downloads() async throws {
      let course = try ExportedLesson.course()
      let built = try await UnrollProgram.run(["build"], in: course.url)
      #expect(built.status == 0, "\(built.errors)")
      for format in ["ipynb", "swift", "md"] {
        let file = course.url.appendingPathComponent("Site/public/half/half.\(format)")
        let offered = try String(contentsOf: file, encoding: .utf8)
        #expect(try await export(format, of: course) == offered, "\(format)")
      }
    }

    private static func cells(_ json: String) throws -> [[String: Any]] {
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      return try #require(object?["cells"] as? [[String: Any]])
    }

    private static func text(_ value: Any?) -> String {
      (value as? [String])?.joined() ?? value as? String ?? ""
    }
  }

  /// A change that makes a valid notebook wrong.
  struct NotebookMistake: Sendable {
    var from: String
    var to: String
    var fault: String

    static let all = [
      Self(from: "\"nbformat\": 4", to: "\"nbformat\": 3", fault: "nbformat is not 4"),
      Self(from: "\"id\": \"a\"", to: "\"id\": \"a b\"", fault: "a b is no id"),
      Self(from: "[\"1\\n\", \"2\"]", to: "[\"1\", \"2\"]", fault: "a: source is no text"),
      Self(from: "\"stdout\"", to: "\"screen\"", fault: "a: a stream needs name and text"),
      Self(from: "\"text\": \"1\"", to: "\"text\": \"1\", \"x\": 1", fault: "a: x is no key"),
      Self(
        from: "\"execution_count\": 1",
        to: "\"execution_count\": \"1\"",
        fault: "a: execution_count is no number or null"
      ),
    ]
  }
}

extension String {
  /// Its lines, without those that are empty.
  fileprivate var lines: [Substring] { split(separator: "\n").filter { !$0.isEmpty } }
}
