import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Finds out by trying what holds on this machine.
struct SandboxTrial {
  let sandbox: Sandbox

  /// Why a program does not start in bubblewrap, or nil if it does.
  func failure() async -> String? {
    #if os(Linux)
    guard !sandbox.bubblewrap.isEmpty else { return "bubblewrap (`bwrap`) is not installed" }
    guard sandbox.privileges != "" else { return "`setpriv` is not installed, and root needs it" }
    var command = sandbox.command(
      for: "/usr/bin/true",
      arguments: [],
      sees: sandbox.compilerView(),
      timeLimit: 10
    )
    // What bubblewrap says goes to standard error.
    command.arguments = ["-c", "exec \"$@\" 2>&1", "sh", command.executable] + command.arguments
    command.executable = "/bin/sh"
    guard let answer = try? await command.output() else { return "bubblewrap cannot be started" }
    if answer.succeeded { return nil }
    let said = answer.text.split(separator: "\n").first.map { ": \($0.prefix(200))" } ?? ""
    return "bubblewrap does not start (status \(answer.status)\(said)); \(Self.cause)"
    #else
    return "this system has no bubblewrap"
    #endif
  }

  /// Whether a program starts behind Landlock's fence, as far as the unprivileged user gets.
  func hasLandlock() async -> Bool {
    guard sandbox.privileges != "" else { return false }
    let view = SandboxView.Fence(host: sandbox.supervisor, readable: ["/"], writable: [])
    let command = ChildCommand(
      executable: sandbox.supervisor,
      arguments: Array(view.words.dropFirst()) + ["/usr/bin/true"],
      timeLimit: 10
    )
    return (try? await command.run())?.succeeded ?? false
  }

  /// What keeps a machine from letting programs make user namespaces.
  private enum Obstacle {
    case appArmor, switchedOff, container, unknown

    static var here: Obstacle {
      if SandboxTrial.setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1 {
        return .appArmor
      }
      if SandboxTrial.setting("/proc/sys/kernel/unprivileged_userns_clone") == 0
        || SandboxTrial.setting("/proc/sys/user/max_user_namespaces") == 0
      {
        return .switchedOff
      }
      let marks = ["/.dockerenv", "/run/.containerenv"]
      return marks.contains(where: FileManager.default.fileExists) ? .container : .unknown
    }
  }

  private static var cause: String {
    switch Obstacle.here {
    case .appArmor: "AppArmor lets only programs that it knows make user namespaces"
    case .switchedOff: "user namespaces are off"
    case .container: "this container may make no user namespaces"
    case .unknown: "user namespaces may be off, or the toolchain not readable for everyone"
    }
  }

  /// What gets a machine to let bubblewrap start.
  static var fix: String {
    guard SearchPath().find("bwrap") != nil else { return "sudo apt-get install bubblewrap" }
    return switch Obstacle.here {
    case .appArmor:
      """
      for Unroll alone: unroll doctor --apparmor-profile | sudo tee /etc/apparmor.d/unroll && \
      sudo apparmor_parser -r /etc/apparmor.d/unroll
      """
    case .switchedOff:
      """
      sudo sysctl -w user.max_user_namespaces=15000; on older Debian: \
      sudo sysctl -w kernel.unprivileged_userns_clone=1
      """
    case .container:
      """
      start the container so that programs in it may make user namespaces, such as with \
      --security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN
      """
    case .unknown: "see whether `bwrap --ro-bind / / true` says why"
    }
  }

  fileprivate static func setting(_ path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8))
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }
}
