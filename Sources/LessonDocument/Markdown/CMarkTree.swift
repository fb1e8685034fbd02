import CMark

/// A node of the tree that cmark makes of a text.
///
/// Lines and columns are cmark's: they count from 1, columns in bytes, and those of inline nodes need
/// ``InlineLocator``.
struct MarkdownNode: Sendable {
  /// What a node is.
  enum Kind: Equatable, Sendable {
    case document, quote, item, paragraph, htmlBlock, thematicBreak
    case list(start: Int?, tight: Bool)
    case heading(level: Int)
    case code(info: String)
    case text, softBreak, lineBreak, codeSpan, html, emphasis, strong
    case link(destination: String, title: String)
    case image(source: String, title: String)
  }

  var kind: Kind
  var startLine: Int
  var startColumn: Int
  var endLine: Int
  var endColumn: Int
  var literal: String
  var children: [MarkdownNode] = []
}

/// The one place that touches cmark's pointers.
enum CMarkTree {
  /// How many lists, quotations, emphases and links may stand inside each other: far more than a page can show.
  static let nestingLimit = 100

  /// Parses Markdown.
  ///
  /// - Parameter source: UTF-8 without null bytes.
  /// - Returns: the document, and the first node that stood too deep, whose content is left out.
  static func parse(_ source: [UInt8]) -> (document: MarkdownNode, tooDeep: MarkdownNode?) {
    let empty = MarkdownNode(
      kind: .document,
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
      literal: ""
    )
    let parsed = source.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_SOURCEPOS)
      }
    }
    guard let root = parsed else { return (empty, nil) }
    defer { cmark_node_free(root) }
    cmark_consolidate_text_nodes(root)
    return tree(of: root) ?? (empty, nil)
  }

  /// Copies a tree without recursion, so that no text can exhaust the stack.
  private static func tree(
    of root: OpaquePointer
  ) -> (document: MarkdownNode, tooDeep: MarkdownNode?)? {
    guard let iterator = cmark_iter_new(root) else { return nil }
    defer { cmark_iter_free(iterator) }
    var open: [MarkdownNode] = []
    var (depth, skipped) = (0, 0)
    var tooDeep: MarkdownNode?
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let pointer = cmark_iter_get_node(iterator) else { break }
      if event == CMARK_EVENT_ENTER {
        if skipped > 0 || depth == nestingLimit && nests(pointer) {
          if tooDeep == nil { tooDeep = node(at: pointer) }
          if !isLeaf(pointer) { skipped += 1 }
          continue
        }
        let entered = node(at: pointer)
        if !isLeaf(pointer) {
          open.append(entered)
          depth += nests(pointer) ? 1 : 0
        } else if let parent = open.indices.last {
          open[parent].children.append(entered)
        }
      } else if skipped > 0 {
        skipped -= 1
      } else if let finished = open.popLast() {
        depth -= nests(pointer) ? 1 : 0
        guard let parent = open.indices.last else { return (finished, tooDeep) }
        open[parent].children.append(finished)
      }
    }
    return nil
  }

  /// Whether a node counts as one in which others stand: an item and its list are one.
  private static func nests(_ pointer: OpaquePointer) -> Bool {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_EMPH, CMARK_NODE_STRONG,
      CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      true
    default: false
    }
  }

  /// Whether cmark's iterator enters a node without leaving it again.
  private static func isLeaf(_ pointer: OpaquePointer) -> Bool {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
      true
    default: false
    }
  }

  private static func node(at pointer: OpaquePointer) -> MarkdownNode {
    MarkdownNode(
      kind: kind(of: pointer),
      startLine: Int(cmark_node_get_start_line(pointer)),
      startColumn: Int(cmark_node_get_start_column(pointer)),
      endLine: Int(cmark_node_get_end_line(pointer)),
      endColumn: Int(cmark_node_get_end_column(pointer)),
      literal: cmark_node_get_type(pointer) == CMARK_NODE_TEXT
        ? words(cmark_node_get_literal(pointer)) : string(cmark_node_get_literal(pointer))
    )
  }

  private static func kind(of pointer: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: list(pointer)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .code(info: string(cmark_node_get_fence_info(pointer)))
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(pointer)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan
    case CMARK_NODE_HTML_INLINE: .html
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(
        destination: words(cmark_node_get_url(pointer)),
        title: words(cmark_node_get_title(pointer))
      )
    case CMARK_NODE_IMAGE:
      .image(
        source: words(cmark_node_get_url(pointer)),
        title: words(cmark_node_get_title(pointer))
      )
    default: .document
    }
  }

  private static func list(_ pointer: OpaquePointer) -> MarkdownNode.Kind {
    let isOrdered = cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST
    return .list(
      start: isOrdered ? Int(cmark_node_get_list_start(pointer)) : nil,
      tight: cmark_node_get_list_tight(pointer) != 0
    )
  }

  /// A text in which cmark has undone references.
  private static func words(_ characters: UnsafePointer<CChar>?) -> String {
    ControlCharacters.removed(from: string(characters))
  }

  private static func string(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}
