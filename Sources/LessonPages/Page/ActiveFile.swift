import Foundation

/// Whether a file beside a page would run something in a reader's browser.
///
/// Opened by itself it has the rights of the whole site, and no policy of a page holds it.
enum ActiveFile {
  /// The endings of files that browsers show as documents.
  private static let documents: Set<String> = [
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "mhtml", "mht", "svg", "svgz", "xml", "xsl",
    "xslt", "rdf", "atom", "rss",
  ]
  /// The endings of files that are no documents, whatever they hold.
  private static let others: Set<String> = [
    "csv", "tsv", "txt", "md", "json", "ipynb", "swift", "py", "png", "jpg", "jpeg", "gif", "webp",
    "avif", "pdf", "zip", "gz", "npy", "npz", "safetensors", "mp3", "mp4", "webm", "ogg", "wav",
    "vtt", "css", "yml", "yaml", "tex", "bib",
  ]

  /// What keeps a file from being published, in a sentence; nil if nothing does.
  static func fault(at file: URL, path: String) -> String? {
    let ending = file.pathExtension.lowercased()
    guard !others.contains(ending), let data = try? Data(contentsOf: file) else { return nil }
    // Texts of two bytes a letter have a null in every other place.
    let text = String(decoding: data.filter { $0 != 0 }, as: UTF8.self)
    let isDrawing = text.range(of: "<svg\\b", options: .regularExpression) != nil
    guard documents.contains(ending) || isDrawing || begins(text) else { return nil }
    if ending == "svgz" {
      return
        "\(path) is a packed drawing, into which nobody can look for scripts; save it as 'plain SVG'."
    }
    guard runs(text) else { return nil }
    return isDrawing && !isPage(text)
      ? "\(path) is a drawing that holds a script or a page; save it without, as 'plain SVG'."
      : "\(path) is a page that holds a script or another page, which would run with the rights of the whole "
        + "site; take that out, or publish it elsewhere."
  }

  /// Whether a text begins as a document does: browsers look at that where a name tells nothing.
  private static func begins(_ text: String) -> Bool {
    let head = text.prefix(1024).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return head.range(
      of:
        "^<(!doctype|html|head|body|script|iframe|title|h1|div|p|a|table|style|br|!--|\\?xml)",
      options: [.regularExpression, .caseInsensitive]
    ) != nil
  }

  private static func isPage(_ text: String) -> Bool {
    text.range(of: "<(html|body)\\b", options: [.regularExpression, .caseInsensitive]) != nil
  }

  /// Whether there is something in it that runs, or brings in what does.
  private static func runs(_ text: String) -> Bool {
    let signs =
      "<([a-z]+:)?(script|foreignObject|iframe|frame|object|embed|applet|portal)\\b"
      + "|<[^<>]*[\\s/\"']on[a-z]+\\s*=|<[^<>]*[\\s/\"']srcdoc\\s*=|attributeName\\s*=\\s*[\"']?(xlink:)?href"
      + "|<meta\\b[^>]*http-equiv\\s*=\\s*[\"']?\\s*refresh|<\\?xml-stylesheet|<!ENTITY"
    let address =
      "=\\s*[\"']?[\\x00-\\x20]*((javascript|vbscript)\\s*:|data\\s*:\\s*(text|application)/[a-z+]*ml)"
    let options: String.CompareOptions = [.regularExpression, .caseInsensitive]
    return text.range(of: signs, options: options) != nil
      || plain(text).range(of: address, options: options) != nil
  }

  /// The text as browsers read addresses in it: with references resolved, without line ends and tabs.
  private static func plain(_ text: String) -> String {
    let resolved = text.replacing(
      /&#(?:[xX]0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}));?|&(colon|Tab|NewLine);/
    ) {
      match in
      if let name = match.3 { return name == "colon" ? ":" : "" }
      let code = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
    return String(resolved.filter { $0 != "\t" && !$0.isNewline })
  }
}
