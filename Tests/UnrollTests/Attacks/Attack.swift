/// A block that tries to get out, and how it must end.
struct Attack {
  /// What it tries, in words.
  var name: String
  /// The block's code.
  var code: String
  /// The block's status, as `--json` gives it.
  var status = "ok"
  /// What it prints, or what is said of it if it does not end well.
  var says: String

  /// A block that calls the C library, and prints what came of each call.
  init(_ name: String, calls: String..., says: String) {
    self.name = name
    code = calls.map { "print(attempt(\($0)))" }.joined(separator: "\n")
    self.says = says
  }

  /// A block that prints the value of an expression.
  init(_ name: String, value: String, says: String) {
    self.name = name
    code = "print(\(value))"
    self.says = says
  }

  /// A block that does not end well.
  init(_ name: String, code: String, status: String, says: String) {
    (self.name, self.code, self.status, self.says) = (name, code, status, says)
  }

  /// What the blocks of attacks share: calls by name, without the types that Swift would ask for.
  static let vocabulary = """
    import Foundation
    typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int
    func attempt(_ name: String, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0, _ e: Int = 0)
      -> String
    {
      guard let symbol = dlsym(nil, name) else { return "no \\(name)" }
      errno = 0
      let result = Int32(truncatingIfNeeded: unsafeBitCast(symbol, to: Call.self)(a, b, c, d, e, 0))
      return result == -1 ? String(cString: strerror(errno)) : "done"
    }
    /// Who does not own a file hears of that before anything else.
    func isRefused(_ said: String) -> Bool {
      said == "Read-only file system" || said == "Permission denied"
    }
    #if arch(x86_64)
    let numbers = [
      "clone": 56, "vhangup": 153, "pivot_root": 155, "init_module": 175, "io_setup": 206,
      "name_to_handle_at": 303, "kexec_load": 246, "add_key": 248, "request_key": 249,
      "keyctl": 250, "perf_event_open": 298, "bpf": 321, "userfaultfd": 323,
    ]
    #else
    let numbers = [
      "clone": 220, "vhangup": 58, "pivot_root": 41, "init_module": 105, "io_setup": 0,
      "name_to_handle_at": 264, "kexec_load": 104, "add_key": 217, "request_key": 218,
      "keyctl": 219, "perf_event_open": 241, "bpf": 280, "userfaultfd": 282,
    ]
    #endif
    let newer = ["io_uring_setup": 425, "fsopen": 430, "pidfd_getfd": 438, "landlock_create_ruleset": 444]
    func system(_ name: String, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) -> String {
      attempt("syscall", numbers[name] ?? newer[name] ?? -1, a, b, c, d)
    }
    func text(_ string: String) -> Int { Int(bitPattern: strdup(string)) }
    func zeros(_ count: Int) -> Int { Int(bitPattern: calloc(count, 1)) }
    func opened(_ path: String, _ flags: Int32 = O_RDONLY) -> String {
      let descriptor = open(path, flags, 0o600)
      return descriptor < 0 ? String(cString: strerror(errno)) : "opened"
    }
    func controlled(_ command: Int, _ value: Int = zeros(64)) -> String {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      defer { ends.forEach { close($0) } }
      return attempt("fcntl", Int(ends[0]), command, value)
    }
    func listed(_ path: String) -> String {
      (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted().joined(separator: " ")
        ?? "nothing"
    }
    """

  /// What stands before the output of each attack of a block that tries several.
  static let mark = "== "

  /// A block that tries attacks one after the other, each of which ends in an answer.
  static func block(_ attacks: [Attack]) -> String {
    attacks.map { "print(\"\(mark)\($0.name)\")\n\($0.code)" }.joined(separator: "\n")
  }

  /// A block after all others, for which nothing has changed.
  static let witness = Attack(
    "the witness",
    code: """
      print(untouched, listed("/unroll/objects") != "nothing", opened("/lesson/data/numbers.txt"))
      print(try String(contentsOfFile: "kept.txt", encoding: .utf8), listed("/lesson"), listed("/tmp"))
      """,
    status: "ok",
    says: "[1, 2, 3] true opened\nkept data kept.txt "
  )

  /// What the witness looks for, after the attacks that leave their state to it.
  static let evidence = """
    let untouched = [1, 2, 3]
    try "kept".write(toFile: "/lesson/kept.txt", atomically: false, encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: "/tmp") {
      try FileManager.default.removeItem(atPath: "/tmp/" + name)
    }
    """

  /// The lesson that tries these blocks.
  static func lesson(_ blocks: [String]) -> String {
    "# Attacks\n\n"
      + ([vocabulary] + blocks).map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  }
}
