import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Whether strangers' code runs in a sandbox.
public enum SandboxMode: String, CaseIterable, Sendable {
  /// If it starts on this machine.
  case auto
  /// Or not at all.
  case require
  /// Never.
  case off
}

/// The walls around the compiler and the host: bubblewrap, where it starts.
///
/// Inside there is no network, no other process, no home and no file but those named here, and no
/// capability to change that. Run by root, the sandbox is entered as an unprivileged user, since root
/// would keep its capabilities and process limits do not bind it.
///
/// Where bubblewrap does not start, what still holds is used: Landlock, if the kernel has it, lets
/// programs see the same files, at their own places.
public struct Sandbox: Sendable {
  /// Why there is no sandbox, or nil if there is one.
  public let absence: String?
  /// Whether Landlock fences programs in, since there is no sandbox.
  public let hasLandlock: Bool
  let bubblewrap: String
  let privileges: String?
  let toolchain: Toolchain
  /// The host's executable, which also ends what it starts when the runner is gone.
  let supervisor: String

  /// The user that root becomes: no account, and not one that services share.
  static let unprivilegedUser: uid_t = 61_777
  /// Bytes that a lesson may write into its scratch folder.
  static let scratchLimit = 64 << 20

  /// Whether programs run inside.
  public var isActive: Bool { absence == nil }

  /// Who owns the files that programs inside write.
  var owner: uid_t? { (isActive || hasLandlock) && Self.changesUser ? Self.unprivilegedUser : nil }

  /// Whether this is root, and can become another user: in a namespace of one user there is none to become.
  static let changesUser: Bool = {
    guard getuid() == 0 else { return false }
    guard let map = try? String(contentsOfFile: "/proc/self/uid_map", encoding: .utf8) else {
      return true
    }
    return maps(unprivilegedUser, map)
  }()

  /// Whether a user is one of those in a map such as `/proc/self/uid_map`: first inside, first outside, how many.
  static func maps(_ user: uid_t, _ map: String) -> Bool {
    map.split(whereSeparator: \.isNewline).contains { line in
      let numbers = line.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0) }
      guard numbers.count == 3 else { return false }
      return UInt64(user) >= numbers[0] && UInt64(user) - numbers[0] < numbers[2]
    }
  }

  /// The walls in a word, on which results depend: what a block sees is not the same in all.
  var kind: String { isActive ? "on" : hasLandlock ? "landlock" : "off" }

  /// Finds out whether the sandbox starts.
  ///
  /// - Throws: ``RunnerError/sandbox(reason:)`` if it is required and does not.
  public static func prepare(
    _ mode: SandboxMode,
    toolchain: Toolchain,
    installation: Installation
  ) async throws -> Sandbox {
    func sandbox(absence: String?, hasLandlock: Bool = false) -> Sandbox {
      let path = SearchPath()
      return Sandbox(
        absence: absence,
        hasLandlock: hasLandlock,
        bubblewrap: path.find("bwrap") ?? "",
        privileges: changesUser ? path.find("setpriv") ?? "" : nil,
        toolchain: toolchain,
        supervisor: installation.host
      )
    }
    guard mode != .off else { return sandbox(absence: "it is off") }
    let wanted = sandbox(absence: nil)
    guard let reason = await SandboxTrial(sandbox: wanted).failure() else { return wanted }
    guard mode == .auto else { throw RunnerError.sandbox(reason: reason) }
    return sandbox(absence: reason, hasLandlock: await SandboxTrial(sandbox: wanted).hasLandlock())
  }

  /// The command that runs a program inside, or as it is where there is no sandbox.
  func command(
    for program: String,
    arguments: [String],
    sees view: SandboxView,
    timeLimit: Double
  ) -> ChildCommand {
    var words = [program] + arguments
    if isActive {
      words = [bubblewrap] + Self.namespaces + view.arguments + words
    } else {
      if hasLandlock, let fence = view.fence { words = fence.words + words }
      words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", view.workingFolderOutside] + words
    }
    if isActive || hasLandlock, let privileges {
      let user = String(Self.unprivilegedUser)
      words = [privileges, "--reuid", user, "--regid", user, "--clear-groups"] + words
    }
    return ChildCommand(
      executable: supervisor,
      arguments: ["--supervise", String(getpid())] + words,
      environment: view.environment,
      timeLimit: timeLimit
    )
  }

  /// Where programs inside see the host.
  static let hostInside = "/unroll/lesson-host"
  /// Processes and threads that a program of the toolchain may have.
  private static let toolProcesses = 256

  /// The command that runs a program of the toolchain over strangers' files: inside it loses, beside
  /// what the sandbox takes, the system calls and the processes that blocks lose too.
  ///
  /// - Parameter memory: bytes of memory that it may take.
  func confinedCommand(
    _ words: [String],
    sees view: SandboxView,
    memory: Int = CompileLimits().memory,
    timeLimit: Double
  ) -> ChildCommand {
    guard let host = isActive ? Self.hostInside : hasLandlock ? view.fence?.host : nil else {
      return command(
        for: words[0],
        arguments: Array(words.dropFirst()),
        sees: view,
        timeLimit: timeLimit
      )
    }
    // Outside a namespace the limit counts what the user runs beside.
    let processes = isActive ? Self.toolProcesses : Self.toolProcesses + 4096
    let limits = [String(memory), String(processes)]
    return command(
      for: host,
      arguments: ["--confine"] + limits + words,
      sees: view,
      timeLimit: timeLimit
    )
  }

  private static let namespaces = [
    "--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid", "--unshare-net",
    "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL",
    "--new-session", "--die-with-parent",
  ]
}
