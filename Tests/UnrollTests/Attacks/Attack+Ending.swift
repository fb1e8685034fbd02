extension Attack {
  /// Attacks that end their own block, and nothing else.
  static let ending = [
    Attack(
      "folders within folders",
      ends: """
        for _ in 0..<2000 { mkdir("d", 0o700); chdir("d") }
        fatalError("deep")
        """,
      says: "deep"
    ),
    Attack(
      "names that nobody expects, and closed folders",
      ends: """
        for name in [String(repeating: "n", count: 255), "a\\nb", " ", "-rf", "$(x)", "'"] {
          mkdir(name, 0o700)
          close(open(name + "/" + name, O_CREAT | O_WRONLY, 0o000))
          symlink("/unroll", name + "/link")
          chmod(name, 0o000)
        }
        chmod("/lesson", 0o000)
        fatalError("odd")
        """,
      says: "odd"
    ),
    Attack(
      "links in the place of what is read next",
      ends: """
        unlink("kept.txt")
        symlink("/etc/passwd", "kept.txt")
        symlink("/unroll/lesson-host", "/tmp/x")
        fatalError("links")
        """,
      says: "links"
    ),
    Attack(
      "more processes than any machine has",
      ends: """
        let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
        while true { _ = fork() }
        """,
      as: "timeout",
      says: "time limit"
    ),
    Attack(
      "threads without end",
      ends: "while true { Thread { while true { pause() } }.start() }",
      as: "timeout",
      says: "time limit"
    ),
    Attack(
      "all memory",
      ends:
        "var all: [[UInt8]] = []\nwhile true { all.append(.init(repeating: 1, count: 1 << 24)) }",
      says: "memory limit"
    ),
    Attack(
      "memory of sockets",
      ends: """
        while true {
          var pair: [Int32] = [0, 0]
          if socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) != 0 { pause() }
        }
        """,
      says: "socket limit: the block has more than 128 sockets open; close some"
    ),
    Attack(
      "files without end",
      ends: "var n = 0\nwhile true { n += 1; mkdir(\"/tmp/\\(n)\", 0o700) }",
      says: "file limit: the lesson has more than 16,384 files; delete some"
    ),
    Attack(
      "its watch",
      ends: "for descriptor in Int32(0)..<1024 { close(descriptor) }",
      says: "the block closed the channel to the process that watches it"
    ),
  ]

  /// A block that must be ended.
  private init(_ name: String, ends code: String, as kind: String = "crash", says: String) {
    let limit = kind == "timeout" ? 2 : 600
    self.init(
      name,
      code: "//| expect: \(kind)\n//| timeout: \(limit)\n\(code)",
      status: "expected-failure",
      says: says
    )
  }
}
