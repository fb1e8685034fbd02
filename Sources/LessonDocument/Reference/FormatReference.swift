/// What a lesson's file and `course.yml` may hold.
enum FormatReference {
  static var sections: [ReferenceSection] {
    [fences, text, frontMatter, course, foreign]
  }

  private static func entry(
    _ name: String,
    _ meaning: String,
    _ example: String
  ) -> ReferenceEntry {
    ReferenceEntry(name: name, forms: [], initial: nil, meaning: meaning, example: example)
  }

  private static let fences = ReferenceSection(
    title: "Fences",
    text: "",
    entries: [
      entry(
        "swift",
        "A block: it runs, after those above it and in one scope with them; its last expression is shown.",
        "```swift\nlet half = 0.5\nhalf * half\n```"
      ),
      entry(
        "hint NAME",
        "A hint of an exercise, in order; students ask for it, and nothing in it runs.",
        "```hint double\nWhich operation turns 3 into 6?\n```"
      ),
      entry(
        "answer NAME",
        "A question answered in words, which a person grades by the rubric.",
        "```answer why-clip\n//| title: Why clip by the norm?\n//| rubric:\n//|   - 2 => the direction stays\nWhat does clipping each component change?\n```"
      ),
      entry(
        PythonTwin.language,
        "The same as the block above in PyTorch: folded on pages, shown by `--twins` in the terminal, never run here.",
        "```\(PythonTwin.language)\nprint(0.5 * 0.5)\n```"
      ),
      entry("any other word", "Code that is shown as it is.", "```python\nx = 1\n```"),
    ]
  )

  private static let text = ReferenceSection(
    title: "Text",
    text: "A lesson is CommonMark, with what forges have beside it.",
    entries: [
      entry("value", "A value that the blocks above have computed.", "The half is `{swift} 0.5`."),
      entry(
        "formula",
        "TeX, in a line or on display; a name makes it a numbered equation. It is one, as on forges, if a sign stands right "
          + "inside of both dollar signs and no letter or digit right outside of them: `$5 and $6` are prices. None begins or "
          + "ends with a quotation mark, is made of punctuation, or holds another currency's sign.",
        "$x^2$ and\n\n$$h_t = \\tanh(x_t) \\label{eq-step}$$"
      ),
      entry(
        "reference",
        "A link without words shows the number or title of what it leads to.",
        "See [](#eq-step)."
      ),
      entry(
        "table",
        "Cells between pipes, a caption and a name below.",
        "| Cell | Gates |\n|:-----|------:|\n| LSTM |     3 |\n\n: Gates by cell {#tbl-cells}"
      ),
      entry(
        "callout",
        "A box: "
          + CalloutKind.allCases.map { "`\($0.rawValue.uppercased())`" }.joined(separator: ", ")
          + ".",
        "> [!NOTE] Its title\n> Its words."
      ),
      entry(
        "footnote",
        "A mark, and the note in a paragraph of its own.",
        "A claim.[^note]\n\n[^note]: What shows it."
      ),
      entry(
        "definitions",
        "A term of one line, and below it what it means, a paragraph each.",
        "Gate\n: A number from 0 to 1 that scales another."
      ),
      entry("tasks", "An item with a box, done or not.", "- [ ] to do\n- [x] done"),
      entry("strike-through", "Text that no longer holds.", "~~gone~~"),
      entry(
        "addresses",
        "Addresses and mail addresses are links where they stand.",
        "https://www.swift.org, www.swift.org, mail@example.org"
      ),
      entry(
        "image",
        "A file beside the lesson; its words are for those who listen.",
        "An image: `![A gate](gate.svg)`."
      ),
      entry(
        "HTML",
        "Elements that are closed in the paragraph, item or quotation where they begin; their links and images are checked.",
        "<details><summary>More</summary>Words.</details>"
      ),
    ]
  )

  private static var frontMatter: ReferenceSection {
    ReferenceSection(
      title: "Front matter",
      text: "Between lines `---` at the top of a lesson, in YAML; each key may be left out.",
      examples: .yaml,
      entries: FrontMatterReader.Key.allCases.map(\.entry)
    )
  }

  private static var course: ReferenceSection {
    ReferenceSection(
      title: "course.yml",
      text:
        "`Lessons/\(CourseSettingsReader.fileName)` says what the course is; the file may be absent, and each key.",
      examples: .yaml,
      entries: CourseSettingsReader.Key.allCases.map(\.entry)
    )
  }

  private static var foreign: ReferenceSection {
    ReferenceSection(
      title: "From other tools",
      text:
        "What other tools read and lessons do not is told by `unroll check` and `unroll build`, with its place.",
      entries: ForeignNotation.allCases.map { notation in
        ReferenceEntry(
          name: notation.example,
          forms: [],
          initial: nil,
          meaning:
            "\(notation.meaning.prefix(1).uppercased())\(notation.meaning.dropFirst()): \(notation.instead).",
          example: nil
        )
      }
    )
  }
}

extension FrontMatterReader.Key {
  /// What it takes.
  var form: ValueForm {
    switch self {
    case .title, .description, .licence: .text
    case .objectives, .prerequisites, .aliases, .authors: .texts
    case .seed: .seed
    case .timeout: .number(.seconds)
    case .lang: .language
    case .edition: .choice(LessonEdition.self)
    case .date: .day
    case .doi: .doi
    }
  }

  /// Its line of the reference.
  var entry: ReferenceEntry {
    let usual = FrontMatter()
    let (meaning, example, initial): (String, String, String?) =
      switch self {
      case .title: ("The lesson's title.", "title: Echoes", "the first heading")
      case .description:
        (
          "One sentence on it, for the list of lessons and for other sites.",
          "description: What a network hears.", nil
        )
      case .objectives:
        ("What a reader can do afterwards.", "objectives: [compute an echo by hand]", nil)
      case .prerequisites:
        ("The names of lessons to read first, without number.", "prerequisites: [vanilla-rnn]", nil)
      case .seed: ("The seed of the lesson's generator.", "seed: 7", "\(usual.seed)")
      case .timeout: ("For how long each block may run.", "timeout: 60", "\(usual.timeout)")
      case .lang:
        ("The language of the text.", "lang: de", "that of the course, else \(usual.language)")
      case .aliases: ("Earlier names, from which pages lead on.", "aliases: [old-name]", nil)
      case .edition:
        (
          "Whose lesson it is: students' lessons hold no solutions.", "edition: students",
          usual.edition.rawValue
        )
      case .authors:
        ("Who wrote it.", "authors: [Marie Curie, Emmy Noether]", "those of the course")
      case .date: ("The day of publication.", "date: 2026-03-01", "that of the course")
      case .licence: ("How it may be used.", "licence: CC-BY-4.0", "that of the course")
      case .doi: ("The DOI by which it is cited.", "doi: 10.5281/zenodo.1234567", nil)
      }
    return ReferenceEntry(
      name: rawValue,
      forms: [form.words],
      initial: initial,
      meaning: meaning,
      example: example
    )
  }
}

extension CourseSettingsReader.Key {
  /// What it takes.
  var form: ValueForm {
    switch self {
    case .title, .description, .licence: .text
    case .baseURL: .address
    case .lang: .language
    case .authors: .texts
    case .date: .day
    case .doi: .doi
    }
  }

  /// Its line of the reference.
  var entry: ReferenceEntry {
    let (meaning, example, initial): (String, String, String?) =
      switch self {
      case .title:
        ("The course's title.", "title: Echoes of a network", "the heading of Lessons/README.md")
      case .description:
        ("One sentence on it.", "description: Ten small steps.", "the first paragraph there")
      case .baseURL: ("Where the site will stand.", "base-url: https://example.org/echoes/", nil)
      case .lang:
        (
          "The language of the site, and of lessons that name none.", "lang: de",
          CourseSettings().language
        )
      case .authors:
        ("Who wrote the course, and its lessons that name nobody.", "authors: [Marie Curie]", nil)
      case .date: ("The day of publication.", "date: 2026-03-01", nil)
      case .licence: ("How it may be used.", "licence: CC-BY-4.0", nil)
      case .doi: ("The DOI by which the course is cited.", "doi: 10.5281/zenodo.1234567", nil)
      }
    return ReferenceEntry(
      name: rawValue,
      forms: [form.words],
      initial: initial,
      meaning: meaning,
      example: example
    )
  }
}
