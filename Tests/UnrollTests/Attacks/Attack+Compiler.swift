extension Attack {
  /// Attacks by way of the compiler.
  static let compiled = [
    Attack(
      "words for the linker",
      code: """
        @section(".swift1_autolink_entries") @used let words: (UInt8, UInt8, UInt8) = (45, 84, 0)
        """,
      status: "compile-error",
      says: """
        the block says '-T' to the linker; it can name libraries of the toolchain only, as `import` does
        """
    ),
    Attack(
      "a macro from outside",
      code: """
        @freestanding(expression) macro stolen() -> Int = #externalMacro(module: "Thief", type: "Steal")
        print(#stolen())
        """,
      status: "compile-error",
      says: "could not be found for macro 'stolen()'"
    ),
    Attack(
      "the runner's own modules",
      code: "import LessonRunner",
      status: "compile-error",
      says: "no such module"
    ),
    Attack(
      "the host's own modules",
      code: "import CHostSupport",
      status: "compile-error",
      says: "no such module"
    ),
    Attack(
      "another file's name",
      code: """
        #sourceLocation(file: "/etc/passwd", line: 1)
        let here: Int = "text"
        #sourceLocation()
        """,
      status: "compile-error",
      says: "cannot convert value of type 'String' to specified type 'Int'"
    ),
  ]

  /// Attacks from the object itself, which its loader and others' names could be made to serve.
  static let linked = [
    Attack(
      "the host's names",
      code: """
        @_cdecl("host_confine") public func confine(_ a: UInt64, _ b: UInt64) -> Int32 { 0 }
        @_cdecl("main") public func start() -> Int32 { 0 }
        print(attempt("chroot", text("/")))
        """,
      status: "ok",
      says: "Operation not permitted"
    ),
    Attack(
      "a library of its own",
      code:
        #"print(dlopen("/lesson/none.so", RTLD_NOW) == nil, dlopen("/etc/none.so", RTLD_NOW) == nil)"#,
      status: "ok",
      says: "true true"
    ),
  ]
}
