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
public struct Sandbox: Sendable {
  /// Why there is no sandbox, or nil if there is one.
  public let absence: String?
  let bubblewrap: String
  let privileges: String?
  let toolchain: Toolchain

  /// The user that root becomes: no account, and not one that services share.
  static let unprivilegedUser: uid_t = 61_777
  /// Bytes that a lesson may write into its scratch folder.
  static let scratchLimit = 64 << 20

  /// Whether programs run inside.
  public var isActive: Bool { absence == nil }

  /// Who owns the files that programs inside write.
  var owner: uid_t? { isActive && getuid() == 0 ? Self.unprivilegedUser : nil }

  /// Finds out whether the sandbox starts.
  ///
  /// - Throws: ``RunnerError/sandbox(reason:)`` if it is required and does not.
  public static func prepare(_ mode: SandboxMode, toolchain: Toolchain) async throws -> Sandbox {
    guard mode != .off else {
      return Sandbox(
        absence: "it is off",
        bubblewrap: "",
        privileges: nil,
        toolchain: toolchain
      )
    }
    let path = SearchPath()
    let sandbox = Sandbox(
      absence: nil,
      bubblewrap: path.find("bwrap") ?? "",
      privileges: getuid() == 0 ? path.find("setpriv") ?? "" : nil,
      toolchain: toolchain
    )
    guard let reason = await sandbox.failure() else { return sandbox }
    guard mode == .auto else { throw RunnerError.sandbox(reason: reason) }
    return Sandbox(absence: reason, bubblewrap: "", privileges: nil, toolchain: toolchain)
  }

  /// Why a program does not start inside, or nil if it does.
  private func failure() async -> String? {
    #if os(Linux)
    guard !bubblewrap.isEmpty else { return "bubblewrap (`bwrap`) is not installed" }
    guard privileges != "" else { return "`setpriv` is not installed, and root needs it" }
    let command = command(for: "/usr/bin/true", arguments: [], sees: compilerView, timeLimit: 10)
    guard let answer = try? await command.run() else { return "bubblewrap cannot be started" }
    if answer.succeeded { return nil }
    return """
      bubblewrap does not start (status \(answer.status)); \
      user namespaces may be off, or the toolchain not readable for everyone
      """
    #else
    return "this system has no bubblewrap"
    #endif
  }

  /// The command that runs a program inside, or as it is where there is no sandbox.
  func command(
    for program: String,
    arguments: [String],
    sees view: SandboxView,
    timeLimit: Double
  ) -> ChildCommand {
    guard isActive else {
      let launcher = ["-c", "cd \"$0\" && exec \"$@\"", view.workingFolderOutside, program]
      return ChildCommand(
        executable: "/bin/sh",
        arguments: launcher + arguments,
        environment: view.environment,
        timeLimit: timeLimit
      )
    }
    let walls = [bubblewrap] + Self.namespaces + view.arguments + [program] + arguments
    guard let privileges else {
      return ChildCommand(
        executable: walls[0],
        arguments: Array(walls.dropFirst()),
        environment: view.environment,
        timeLimit: timeLimit
      )
    }
    let user = String(Self.unprivilegedUser)
    return ChildCommand(
      executable: privileges,
      arguments: ["--reuid", user, "--regid", user, "--clear-groups"] + walls,
      environment: view.environment,
      timeLimit: timeLimit
    )
  }

  private static let namespaces = [
    "--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid", "--unshare-net",
    "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL",
    "--new-session", "--die-with-parent",
  ]
}
