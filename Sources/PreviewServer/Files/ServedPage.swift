import Foundation
import Plots

/// A page of the site with the script that keeps it up to date, and the policy that lets it.
///
/// A page in a site refuses all scripts by a policy in a `meta` element. Served, it gets the same
/// policy as a header, with this server's own script and connection let in.
struct ServedPage: Equatable, Sendable {
  let html: String
  /// The value of `Content-Security-Policy`.
  let policy: String

  /// - Parameter isAbsent: Makes the element another one, by which the script sees that the page
  ///   which it fetches is not the one it is in.
  private static func client(isAbsent: Bool) -> String {
    """
    <link rel="stylesheet" href="/-/live.css">
    <script src="/-/live.js" defer\(isAbsent ? " data-absent" : "")></script>

    """
  }

  private static let policyElement =
    "<meta\\s+http-equiv=\"Content-Security-Policy\"\\s+content=\"([^\"]*)\"\\s*/?>\\n?"

  /// - Parameter isAbsent: Whether the page stands for one that is not there.
  init(_ page: String, isAbsent: Bool = false) {
    let end = page.range(of: "</head", options: .caseInsensitive)?.lowerBound
    var head = String(page[..<(end ?? page.startIndex)])
    var written: [String] = []
    let options: String.CompareOptions = [.regularExpression, .caseInsensitive]
    while let element = head.range(of: Self.policyElement, options: options) {
      let quoted = head[element].components(separatedBy: "\"")
      written.append(quoted.count > 3 ? quoted[3] : "")
      head.removeSubrange(element)
    }
    html = head + Self.client(isAbsent: isAbsent) + page[(end ?? page.startIndex)...]
    // A theme without a policy gets one only for what is the server's.
    policy = written.isEmpty ? "frame-ancestors 'none'" : Self.policy(written[0])
  }

  /// What is shown in place of a page that is not there; it becomes the page when that is.
  static func absent(_ path: SitePath) -> ServedPage {
    let name = HTMLText.escaped(path.names.joined(separator: "/"))
    return ServedPage(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
      <meta name="color-scheme" content="light dark">
      <title>No such page</title>
      </head>
      <body>
      <main>
      <h1>No such page</h1>
      <p>The site has no <code>\(name)</code> now. If it is being built, it appears here.</p>
      <p><a href="/">All lessons</a></p>
      </main>
      </body>
      </html>

      """,
      isAbsent: true
    )
  }

  private static func policy(_ written: String) -> String {
    let plain = HTMLText.resolved(written)
    let own = ["script-src", "connect-src"]
    var opened: [String: [String]] = [:]
    var others: [String] = []
    for directive in plain.split(separator: ";") {
      let words = directive.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let name = words.first?.lowercased() else { continue }
      if own.contains(name) {
        opened[name] = words.dropFirst().filter { $0 != "'none'" && $0 != "'self'" }
      } else if name != "frame-ancestors" {
        others.append(words.joined(separator: " "))
      }
    }
    let ours = own.map { ([$0, "'self'"] + (opened[$0] ?? [])).joined(separator: " ") }
    return (others + ours + ["frame-ancestors 'none'"]).joined(separator: "; ")
  }
}
