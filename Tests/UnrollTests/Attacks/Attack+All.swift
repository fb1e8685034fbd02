extension Attack {
  /// Attacks from a block that runs, each of which must end with what it says.
  static let groups = [
    files, destruction, processes, network, devices, kernel, memory + clocks, uncounted,
  ]

  private static let files = [
    Attack("the machine's users", value: #"opened("/etc/passwd")"#, says: missing),
    Attack("root's home", value: #"listed("/root")"#, says: "nothing"),
    Attack("everybody's homes", value: #"listed("/home")"#, says: "nothing"),
    Attack("the machine's settings", value: #"listed("/etc")"#, says: "ld.so.cache"),
    Attack("the way up", value: #"opened("../../../../../../etc/shadow")"#, says: missing),
    Attack(
      "a link to the outside",
      value: #"{ symlink("/", "up"); return opened("up/etc/hostname") }()"#,
      says: missing
    ),
    Attack("other lessons' folders", value: #"listed("/tmp")"#, says: ""),
    Attack("kept results", value: #"listed("/var/cache/unroll")"#, says: "nothing"),
    Attack(
      "the compiler's modules",
      value: #"listed("/cache") + listed("/filled-cache")"#,
      says: "nothingnothing"
    ),
    Attack(
      "its own object",
      value: #"opened("/unroll/objects/x", O_CREAT | O_WRONLY)"#,
      says: readOnly
    ),
    Attack(
      "the host's program",
      value: #"opened("/unroll/lesson-host", O_WRONLY) == "opened""#,
      says: "false"
    ),
    Attack(
      "the system's libraries",
      value: #"opened("/usr/lib/x", O_CREAT | O_WRONLY)"#,
      says: readOnly
    ),
    Attack("the machine's root", value: #"opened("/x", O_CREAT | O_WRONLY)"#, says: readOnly),
    Attack("a file by its handle", calls: #""open_by_handle_at", 0, zeros(64), 0"#, says: refused),
    Attack("another root", calls: #""chroot", text("/lesson")"#, says: refused),
    Attack(
      "modes of the system",
      calls: #""chmod", text("/unroll/lesson-host"), 0o777"#,
      says: readOnly
    ),
  ]

  private static let processes = [
    Attack("a shell", calls: #""execv", text("/bin/sh"), zeros(16)"#, says: missing),
    Attack("tracing the watch", calls: #""ptrace", 16, Int(getppid())"#, says: refused),
    Attack(
      "the watch's memory",
      calls: #""process_vm_readv", Int(getppid()), zeros(16), 1, zeros(16), 1"#,
      #""process_vm_writev", Int(getppid()), zeros(16), 1, zeros(16), 1"#,
      says: "\(refused)\n\(refused)"
    ),
    Attack("the watch's descriptors", value: #"system("pidfd_getfd", 3, 0, 0)"#, says: refused),
    Attack(
      "the first process",
      value: #"{ kill(1, SIGKILL); return "still here" }()"#,
      says: "still here"
    ),
    Attack(
      "becoming root",
      calls: #""setuid", 0"#,
      #""setgid", 0"#,
      says: "\(invalid)\n\(invalid)"
    ),
    Attack(
      "a turn only while nobody else runs",
      calls: #""sched_setscheduler", 0, 5, zeros(8)"#,
      #""sched_setparam", 0, zeros(8)"#,
      says: "\(refused)\n\(refused)"
    ),
    Attack("a share of the machine for each child", calls: #""setsid""#, says: refused),
    Attack(
      "signals to groups",
      calls: #""kill", 0, 0"#,
      #""killpg", Int(getpgrp()), 0"#,
      says: "\(refused)\n\(refused)"
    ),
    // What says that it was done is not: states that sleep are in the same group.
    Attack(
      "a group of its own",
      value: #"{ let before = getpgrp(); setpgid(0, 0); return getpgrp() == before }()"#,
      says: "true"
    ),
    Attack("a child in its own memory", value: #"system("clone", 0x0111)"#, says: refused),
    Attack("a better priority", calls: #""setpriority", 0, 0, -20"#, says: refused),
    Attack(
      "more processes",
      value: """
        { var all = rlimit(rlim_cur: .max, rlim_max: .max); \
        return withUnsafeMutablePointer(to: &all) { \
        attempt("setrlimit", 6, Int(bitPattern: UnsafeRawPointer($0))) } }()
        """,
      says: refused
    ),
    Attack("a user namespace", calls: #""unshare", 0x1000_0000"#, says: refused),
    Attack("another's namespace", calls: #""setns", 0, 0"#, says: refused),
    Attack("a namespace by clone", value: #"system("clone", 0x1000_0011)"#, says: refused),
  ]

  private static let network = [
    Attack(
      "the network",
      calls: #""socket", 2, 1, 0"#,
      #""socket", 10, 2, 0"#,
      says: "Network is unreachable\nNetwork is unreachable"
    ),
    Attack(
      "an abstract socket of the desktop",
      value: """
        { var address = sockaddr_un(); address.sun_family = sa_family_t(AF_UNIX); \
        let name = Array("\\0/tmp/.X11-unix/X0".utf8); \
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }; \
        let s = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0); \
        return withUnsafePointer(to: &address) { attempt("connect", Int(s), \
        Int(bitPattern: UnsafeRawPointer($0)), 2 + name.count) } }()
        """,
      says: "Connection refused"
    ),
    Attack("raw packets", calls: #""socket", 17, 3, 0"#, says: refused),
    Attack("the machine that runs this one", calls: #""socket", 40, 1, 0"#, says: refused),
    Attack("the kernel's network tables", calls: #""socket", 16, 3, 0"#, says: refused),
    Attack("the kernel's ciphers", calls: #""socket", 38, 5, 0"#, says: refused),
  ]

  private static let devices = [
    Attack("the memory of the machine", value: #"opened("/dev/mem")"#, says: missing),
    Attack("the kernel's log", value: #"opened("/dev/kmsg")"#, says: missing),
    Attack("a disk", value: #"opened("/dev/sda") + opened("/dev/vda")"#, says: missing + missing),
    Attack("a virtual machine", value: #"opened("/dev/kvm")"#, says: missing),
    Attack("a file system of its own", value: #"opened("/dev/fuse")"#, says: missing),
    Attack("a device of its own", calls: #""mknod", text("disk"), 0o60600, 0x800"#, says: refused),
    Attack("a terminal of its own", value: #"opened("/dev/ptmx", O_RDWR)"#, says: missing),
    Attack("the reader's terminal", value: #"opened("/dev/tty", O_RDWR)"#, says: noDevice),
    Attack(
      "words for the terminal",
      calls: #""ioctl", 0, 0x5412, text("x")"#,
      says: "Inappropriate ioctl for device"
    ),
    Attack(
      "the core pattern",
      value: #"opened("/proc/sys/kernel/core_pattern", O_WRONLY) == "opened""#,
      says: "false"
    ),
    Attack(
      "the restart button",
      value: #"opened("/proc/sysrq-trigger", O_WRONLY) == "opened""#,
      says: "false"
    ),
    Attack("the kernel's objects", value: #"listed("/sys")"#, says: "nothing"),
  ]

  private static let kernel = [
    Attack(
      "a mount",
      calls: #""mount", text("none"), text("/lesson"), text("tmpfs"), 0, 0"#,
      says: refused
    ),
    Attack(
      "another root of mounts",
      value: #"system("pivot_root", text("."), text("."))"#,
      says: refused
    ),
    Attack(
      "a handle of a file",
      value: #"system("name_to_handle_at", -100, text("."), zeros(128), zeros(8))"#,
      says: refused
    ),
    Attack("the terminals of all", value: #"system("vhangup")"#, says: refused),
    Attack("large pages", calls: #""prctl", 41, 0"#, says: refused),
    Attack("new privileges", calls: #""prctl", 38, 0"#, says: invalid),
    Attack("taking off a mount", calls: #""umount2", text("/lesson"), 2"#, says: refused),
    Attack("a mount in parts", value: #"system("fsopen", text("tmpfs"), 0)"#, says: refused),
    Attack("a program in the kernel", value: #"system("bpf", 0, zeros(128), 128)"#, says: refused),
    Attack(
      "the processor's counters",
      value: #"system("perf_event_open", zeros(128), 0, -1, -1)"#,
      says: refused
    ),
    Attack("page faults", value: #"system("userfaultfd", 0)"#, says: refused),
    Attack("a ring of requests", value: #"system("io_uring_setup", 8, zeros(128))"#, says: refused),
    Attack("a module", value: #"system("init_module", zeros(64), 64, text(""))"#, says: refused),
    Attack("another kernel", value: #"system("kexec_load", 0, 0, 0, 0)"#, says: refused),
    Attack("a restart", calls: #""reboot", 0x1234567"#, says: refused),
    Attack("the keyring", value: #"system("keyctl", 0, -3, 0)"#, says: refused),
    Attack(
      "a new key",
      value: #"system("add_key", text("user"), text("k"), text("v"), 1)"#,
      says: refused
    ),
    Attack(
      "somebody's key",
      value: #"system("request_key", text("user"), text("k"), 0, -3)"#,
      says: refused
    ),
  ]

  private static let memory = [
    Attack("shared memory of System V", calls: #""shmget", 1, 4096, 0o1600"#, says: refused),
    Attack("semaphores of System V", calls: #""semget", 1, 1, 0o1600"#, says: refused),
    Attack("messages of System V", calls: #""msgget", 1, 0o1600"#, says: refused),
    Attack("a file of memory", calls: #""memfd_create", text("m"), 0"#, says: refused),
    Attack("a queue of messages", calls: #""mq_open", text("/q"), 0x42, 0o600, 0"#, says: refused),
    Attack(
      "shared memory without an account",
      calls: #""mmap", 0, 4096, 3, 0x21, -1"#,
      says: refused
    ),
    Attack(
      "more shared memory than there is room",
      value: """
        { let f = shm_open("/big", O_CREAT | O_RDWR, 0o600); ftruncate(f, 1 << 40); \
        return attempt("posix_fallocate", Int(f), 0, 1 << 30) + " " + \
        String(cString: strerror(posix_fallocate(f, 0, 1 << 30))) }()
        """,
      says: "done No space left on device"
    ),
  ]

  private static let clocks = [
    Attack(
      "the clock",
      calls: #""clock_settime", 0, zeros(16)"#,
      #""settimeofday", zeros(16), 0"#,
      says: "\(refused)\n\(refused)"
    ),
    Attack("the name of the machine", calls: #""sethostname", text("x"), 1"#, says: refused),
  ]

  static let noDevice = "No such device or address"
  static let refused = "Operation not permitted"
  static let missing = "No such file or directory"
  static let readOnly = "Read-only file system"
  static let invalid = "Invalid argument"
}
