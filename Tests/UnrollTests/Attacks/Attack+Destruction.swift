extension Attack {
  /// What would take memory of the system that is in nobody's account, or keep others waiting.
  static let uncounted = [
    Attack(
      "locks on parts of a file",
      value: #"controlled(6) + controlled(37)"#,
      says: refused + refused
    ),
    Attack("a lease on a file", value: #"controlled(1024)"#, says: refused),
    Attack("notes on a folder", value: #"controlled(1026)"#, says: refused),
    Attack("a larger pipe", value: #"controlled(1031, 1 << 20)"#, says: refused),
    Attack(
      "rules of files",
      value: #"system("landlock_create_ruleset", zeros(16), 8)"#,
      says: refused
    ),
    Attack(
      "its own memory by a file",
      value: """
        { let f = Int(open("/proc/self/mem", O_RDWR)), place = zeros(8); \
        return attempt("pread", f, zeros(8), 8, place) + attempt("pwrite", f, zeros(8), 8, place) \
        + attempt("lseek", f, place, 0) + attempt("lseek", f, 1 << 20, 1) }()
        """,
      says: refused + refused + refused + refused
    ),
    Attack(
      "a program with more words than there is room",
      value: """
        { let words = UnsafeMutablePointer<Int>.allocate(capacity: 2); \
        words[0] = text(String(repeating: "x", count: 1 << 18)); words[1] = 0; \
        return attempt("execve", text("/unroll/lesson-host"), Int(bitPattern: words), \
        Int(bitPattern: words)) }()
        """,
      says: "Argument list too long"
    ),
    Attack("requests of the old kind", value: #"system("io_setup", 8, zeros(8))"#, says: refused),
  ]

  /// What a program does that wants to leave nothing as it was.
  static let destruction = [
    Attack(
      "removing all there is",
      value: """
        { for place in ["/", "/lesson", "/unroll", "/usr/lib", "/dev"] { \
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] { \
        try? FileManager.default.removeItem(atPath: place + "/" + name) } }; \
        return opened("/unroll/lesson-host") + " " + listed("/lesson") }()
        """,
      says: "opened data"
    ),
    Attack(
      "emptying files",
      value: """
        ["/unroll/lesson-host", "/lesson/data/numbers.txt"].map { \
        isRefused(attempt("truncate", text($0), 0)) }
        """,
      says: "[true, true]"
    ),
    Attack(
      "its objects",
      value: """
        Set(listed("/unroll/objects").split(separator: " ").filter { $0.hasSuffix(".so") }.flatMap { \
        [attempt("truncate", text("/unroll/objects/" + $0), 0), \
        attempt("unlink", text("/unroll/objects/" + $0))].map(isRefused) })
        """,
      says: "[true]"
    ),
    Attack(
      "the data",
      calls: #""unlink", text("/lesson/data/numbers.txt")"#,
      #""rename", text("/lesson/data"), text("/lesson/gone")"#,
      says: "\(readOnly)\nDevice or resource busy"
    ),
    Attack(
      "its own program",
      value: #"opened("/proc/self/exe", O_WRONLY) == "opened""#,
      says: "false"
    ),
    Attack("everybody", calls: #""kill", -1, 9"#, says: refused),
    Attack(
      "the whole disk",
      value: """
        { let f = open("/lesson/big", O_CREAT | O_WRONLY, 0o600); var said = "done"; \
        let piece = zeros(1 << 20); while said == "done" { said = attempt("write", Int(f), piece, 1 << 20) }; \
        close(f); unlink("/lesson/big"); return said }()
        """,
      says: "No space left on device"
    ),
    Attack(
      "who ends first when memory is short",
      value: #"attempt("write", Int(open("/proc/self/oom_score_adj", O_WRONLY)), text("-999"), 4)"#,
      says: "Permission denied"
    ),
    Attack(
      "settings of the system",
      value: """
        ["vm/drop_caches", "kernel/hostname", "fs/file-max", "kernel/pty/max"] \
        .filter { opened("/proc/sys/" + $0, O_WRONLY) == "opened" }
        """,
      says: "[]"
    ),
  ]
}
