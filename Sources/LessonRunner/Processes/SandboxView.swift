import Foundation

/// What a program sees: the files, where they stand, and the environment.
struct SandboxView: Sendable {
  /// Bubblewrap's arguments that lay out the file system.
  var arguments: [String]
  /// The working folder where there is no sandbox.
  var workingFolderOutside: String
  /// The whole environment.
  var environment: [String: String]
  /// What there is to see where bubblewrap does not start, and Landlock holds.
  var fence: Fence?

  /// The files that Landlock lets a program see.
  struct Fence: Sendable {
    /// The host's program, which sets it up.
    var host: String
    /// Files and folders to be read.
    var readable: [String]
    /// Folders that may be changed.
    var writable: [String]

    /// Devices that every program may use: `/dev/zero` gives memory that is in nobody's account.
    private static let devices = ["/dev/null", "/dev/random", "/dev/urandom"]

    /// The words that come before a program's own.
    var words: [String] {
      [host, "--fence"] + (readable + [host, "/proc"]).flatMap { ["r", $0] }
        + writable.flatMap { ["w", $0] } + Self.devices.flatMap { ["d", $0] } + ["--"]
    }
  }
}

extension Sandbox {
  private static let libraryFolders = [
    "/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/lib32",
  ]

  /// The system's libraries, and nothing else of the system.
  private static let libraries: [String] = {
    libraryFolders.flatMap { folder -> [String] in
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder) {
        return ["--symlink", target, folder]
      }
      return ["--ro-bind-try", folder, folder]
    } + ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
  }()

  /// What every program inside sees of the machine's devices and memory.
  private static let devices = [
    "--proc", "/proc", "--dev", "/dev", "--size", String(16 << 20), "--tmpfs", "/dev/shm",
    "--ro-bind", "/dev/null", "/dev/zero",
    // Terminals are few on a machine, and what waits in them is nobody's memory.
    "--tmpfs", "/dev/pts", "--remount-ro", "/dev/pts", "--remount-ro", "/dev", "--size",
    String(scratchLimit), "--tmpfs", "/tmp",
  ]

  private static let environment = [
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
  ]

  /// What the compiler sees: headers and tools of the system, the toolchain, and what a compilation needs.
  ///
  /// It can write nothing that outlives it, unless it fills the cache of modules.
  func compilerView(_ wanted: CompilerView = CompilerView()) -> SandboxView {
    var arguments = ["--ro-bind", "/usr", "/usr"]
    for folder in ["/bin", "/sbin", "/lib", "/lib64", "/lib32"] {
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder) {
        arguments += ["--symlink", target, folder]
      } else {
        arguments += ["--ro-bind-try", folder, folder]
      }
    }
    arguments += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"] + Self.devices
    if !toolchain.root.hasPrefix("/usr/") && toolchain.root != "/usr" {
      arguments += ["--ro-bind", toolchain.root, toolchain.root]
    }
    arguments += wanted.arguments
    arguments += ["--remount-ro", "/", "--chdir", wanted.folder == nil ? "/" : "/lesson"]
    return SandboxView(
      arguments: arguments,
      workingFolderOutside: wanted.folder ?? "/",
      environment: Self.environment.merging(["HOME": "/tmp"]) { $1 },
      fence: wanted.fence(toolchain: toolchain)
    )
  }

  /// What the host sees: the libraries of the system and of Swift, its own file, the lesson's objects,
  /// the course's data files, and a scratch folder.
  ///
  /// - Parameter scratch: the working folder where there is no sandbox.
  func hostView(host: String, objects: String, data: String?, scratch: String) -> SandboxView {
    var arguments = Self.libraries + Self.devices
    let runtime = toolchain.runtimeLibraries
    if !runtime.hasPrefix("/usr/lib") { arguments += ["--ro-bind", runtime, runtime] }
    arguments += [
      "--ro-bind-try", "/usr/share/zoneinfo", "/usr/share/zoneinfo",
      "--ro-bind", host, "/unroll/lesson-host", "--ro-bind", objects, "/unroll/objects",
      "--size", String(Self.scratchLimit), "--tmpfs", "/lesson",
    ]
    if let data { arguments += ["--ro-bind", data, "/lesson/data"] }
    // The keeper is process 1: no signal from inside reaches it, and nothing goes on after it.
    arguments += ["--remount-ro", "/", "--chdir", "/lesson", "--as-pid-1"]
    return SandboxView(
      arguments: arguments,
      workingFolderOutside: scratch,
      environment: Self.environment.merging([
        "HOME": isActive ? "/lesson" : scratch, "SWIFT_DETERMINISTIC_HASHING": "1",
        "SWIFT_BACKTRACE": "enable=no",
      ]) { $1 },
      fence: SandboxView.Fence(
        host: host,
        readable: Self.libraryFolders
          + ["/etc/ld.so.cache", "/usr/share/zoneinfo", runtime, objects]
          + (data.map { [$0] } ?? []),
        writable: [scratch]
      )
    )
  }
}
