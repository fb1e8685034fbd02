import Foundation
import Testing

extension ProgramTests {
  /// A course becomes a site.
  @Suite struct BuildTests {
    private func page(_ path: String, in folder: URL) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("The pages hold the numbers that the blocks computed")
    func endToEnd() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(["build", "--no-cache"], in: course.url)
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n").map(String.init).sorted()
      #expect(lines.count == 3)
      #expect(lines[0] == "3 pages in \(course.url.path)/Site/public")
      #expect(lines[1].contains(/^ok    01-sums  \d+\.\d s$/))
      #expect(lines[2].contains(/^ok    02-products  \d+\.\d s$/))

      let site = course.url.appendingPathComponent("Site/public")
      let index = try page("index.html", in: site)
      #expect(index.contains("Arithmetic"))
      // The first paragraph is the description, and stands in the introduction no more.
      #expect(index.contains("<p class=\"description\">Numbers by hand.</p>"))
      #expect(!index.contains("Numbers <em>by hand"))
      #expect(index.contains(/<p>First <a href="sums\/index.html">sums<\/a>, .*<math/))
      #expect(index.contains("href=\"sums/"))
      let sums = try page("sums/index.html", in: site)
      #expect(sums.contains("[1, 4, 9, 16, 25, 36, 49]"))
      #expect(sums.contains("140"))
      #expect(sums.contains("<svg"))
      #expect(sums.contains(/Half of it is\s+(<[^>]*>)*70/))
      #expect(sums.contains("Index out of range"))
      #expect(try page("products/index.html", in: site).contains("720"))
      let results = try page("sums/results.json", in: site)
      #expect(results.contains("\"140\""))
      #expect(!results.contains("run_ms"))
    }

    @Test("Two builds give the same bytes, and the second runs nothing")
    func again() async throws {
      let course = try SmallCourse.folder()
      func bytes() async throws -> [String: Data] {
        let outcome = try await UnrollProgram.run(["build"], in: course.url)
        #expect(outcome.status == 0)
        let site = course.url.appendingPathComponent("Site/public")
        let files = try FileManager.default.subpathsOfDirectory(atPath: site.path)
        return files.reduce(into: [:]) { result, file in
          result[file] = FileManager.default.contents(
            atPath: site.appendingPathComponent(file).path
          )
        }
      }
      let first = try await bytes()
      #expect(first.count > 4)
      #expect(try await bytes() == first)
      let outcome = try await UnrollProgram.run(["build"], in: course.url)
      #expect(outcome.output.contains("ok    01-sums  unchanged\n"))
      // Another site of the same lessons is a new one, though nothing had to run for it.
      let other = try await UnrollProgram.run(["build", "--out", "other"], in: course.url)
      #expect(other.output.contains("ok    01-sums  results kept\n"))
    }

    @Test(
      "--lessons takes the course or its Lessons folder, --out any folder",
      arguments: ["course one", "course one/", "course one/Lessons", "./course one/Lessons/"]
    )
    func folders(lessons: String) async throws {
      let course = try SmallCourse.folder(named: "course one")
      let parent = course.url.deletingLastPathComponent()
      let outcome = try await UnrollProgram.run(
        ["build", "--lessons", lessons, "--out", "out put/site"],
        in: parent
      )
      #expect(outcome.status == 0)
      #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("warning: ") })
      #expect(outcome.output.hasSuffix("3 pages in \(parent.path)/out put/site\n"))
      let site = parent.appendingPathComponent("out put/site")
      #expect(try page("sums/index.html", in: site).contains("140"))
      #expect(try !course.contents().contains("Site"))
    }

    @Test(
      "No site stands among the course's own files",
      arguments: ["Lessons/site", "Work", "Site", "Site/templates", "Site/editions/2026-spring"]
    )
    func ownFiles(target: String) async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(["build", "--out", target], in: course.url)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("holds the course's own files"), "\(outcome.errors)")
      #expect(try course.contents().allSatisfy { !$0.hasPrefix("\(target)/") })
    }

    @Test("Without --out the site stands in the course that was named")
    func place() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(
        ["build", "--lessons", course.url.appendingPathComponent("Lessons").path, "--jobs", "1"],
        in: URL(fileURLWithPath: "/")
      )
      #expect(outcome.status == 0)
      let site = course.url.appendingPathComponent("Site/public")
      #expect(try page("index.html", in: site).contains("Arithmetic"))
    }

    @Test("A folder that is no site is refused before anything runs")
    func notASite() async throws {
      let course = try SmallCourse.folder()
      try course.file("mine/thesis.txt", "ten years of work")
      let outcome = try await UnrollProgram.run(["build", "--out", "mine"], in: course.url)
      #expect(
        outcome.errors
          == """
          error: \(course.url.path)/mine holds files that are not a site, and building would remove \
          them; name another folder, or empty this one.

          """
      )
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
      #expect(try course.contents().contains("mine/thesis.txt"))
    }

    @Test("A fault is status 1 with its place, and the site is written all the same")
    func fault() async throws {
      let course = try SmallCourse.folder()
      try course.file("Lessons/03-faulty.md", SmallCourse.lesson("let zero = 0\nprint(1 / zero)"))
      let outcome = try await UnrollProgram.run(["build"], in: course.url)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("FAIL  03-faulty  "))
      #expect(outcome.errors.contains(/Lessons\/03-faulty\.md:5:\d+: error: .*Division by zero/))
      let site = course.url.appendingPathComponent("Site/public")
      #expect(try page("faulty/index.html", in: site).contains("Division by zero"))
      #expect(try page("sums/index.html", in: site).contains("140"))
    }

    @Test("Mistakes of all lessons are told at once, and the old site stays")
    func mistakes() async throws {
      let course = try SmallCourse.folder()
      try course.file("Site/public/.unroll-site", "")
      try course.file("Site/public/index.html", "old")
      try course.file("Lessons/03-one.md", SmallCourse.lesson("print(1)", options: "//| labl: x"))
      try course.file("Lessons/Four.md", "# Four\n")
      let outcome = try await UnrollProgram.run(["build"], in: course.url)
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(
        lines.contains { $0.hasPrefix("Lessons/03-one.md:4:5: error: unknown option 'labl'") }
      )
      #expect(
        lines.contains { $0.hasPrefix("Lessons/Four.md:1:1: error: a lesson's file is named") }
      )
      let site = course.url.appendingPathComponent("Site/public")
      #expect(try page("index.html", in: site) == "old")
    }

    @Test("--strict fails on warnings of blocks, and a plain build does not")
    func strict() async throws {
      let course = try SmallCourse.folder()
      let code = "func double(_ n: Int) -> Int {\n  let unused = 1\n  return 2 * n\n}\ndouble(4)"
      try course.file("Lessons/03-careless.md", SmallCourse.lesson(code))
      let plain = try await UnrollProgram.run(["build"], in: course.url)
      #expect(plain.status == 0)
      let strict = try await UnrollProgram.run(["build", "--strict"], in: course.url)
      #expect(strict.status == 1)
      #expect(
        strict.errors.contains(
          /Lessons\/03-careless\.md:5:\d+: warning: initialization of immutable value 'unused'/
        )
      )
    }

    #if os(Linux)
    @Test("--strict fails where the machine lacks something, and a plain build says so")
    func strictMachine() async throws {
      let course = try SmallCourse.folder()
      let path = try TemporaryFolder.toolchainAlone()
      for (arguments, status) in [(["build"], Int32(0)), (["build", "--strict"], 3)] {
        let outcome = try await UnrollProgram.run(
          arguments,
          in: course.url,
          environment: ["PATH": path.url.path]
        )
        #expect(
          outcome.errors.contains(/warning: blocks run (without a sandbox: |behind Landlock)/)
        )
        #expect(outcome.output.contains("3 pages in "))
        #expect(outcome.status == status)
      }
    }
    #endif

    @Test("Two builds at once leave one whole site and nothing beside it")
    func twoAtOnce() async throws {
      let course = try SmallCourse.folder()
      let folder = course.url
      async let first = UnrollProgram.run(["build", "--no-cache"], in: folder)
      async let second = UnrollProgram.run(["build", "--no-cache"], in: folder)
      let runs = try await [first, second]
      #expect(runs.map(\.status) == [0, 0])
      let site = course.url.appendingPathComponent("Site/public")
      for path in ["index.html", "sums/index.html", "sums/results.json", "products/index.html"] {
        #expect(try !page(path, in: site).isEmpty)
      }
      let beside = try FileManager.default.contentsOfDirectory(
        atPath: course.url.appendingPathComponent("Site").path
      )
      #expect(beside == ["public"])
    }
  }
}
