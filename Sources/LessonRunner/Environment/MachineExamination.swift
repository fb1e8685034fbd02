import Foundation

/// One thing that Unroll uses, and whether this machine has it.
public struct MachineFinding: Equatable, Sendable {
  /// What it is.
  public var what: String
  /// Whether it is there and works.
  public var isGood: Bool
  /// Whether nothing runs without it.
  public var isNeeded: Bool
  /// The command that gets it.
  public var fix: String?

  /// Makes a finding.
  public init(what: String, isGood: Bool, isNeeded: Bool, fix: String?) {
    self.what = what
    self.isGood = isGood
    self.isNeeded = isNeeded
    self.fix = fix
  }
}

/// Looks at the machine.
public struct MachineExamination: Sendable {
  /// The path of `unroll`.
  public var executable: String

  /// Makes an examination.
  public init(executable: String) {
    self.executable = executable
  }

  /// What there is and what is missing.
  public func findings() async -> [MachineFinding] {
    var findings: [MachineFinding] = []
    let toolchain = try? await Toolchain.find()
    findings.append(
      MachineFinding(
        what: toolchain.map { "Swift: \($0.version) in \($0.root)" } ?? "a Swift 6.3 toolchain",
        isGood: toolchain != nil,
        isNeeded: true,
        fix: toolchain == nil ? "see swift.org/install" : nil
      )
    )
    if let toolchain { findings += tools(of: toolchain) }
    findings.append(host())
    if let toolchain, let installation = try? Installation.find(executable: executable) {
      findings.append(await sandbox(toolchain, installation))
    }
    return findings
  }

  private func tools(of toolchain: Toolchain) -> [MachineFinding] {
    let programs = ["swift-frontend", "swift-autolink-extract", "ld.lld", "llvm-symbolizer"]
    let files = programs.map(toolchain.tool) + [toolchain.registrationObject]
    return files.filter { !FileManager.default.fileExists(atPath: $0) }.map { file in
      MachineFinding(
        what: "\(file), a part of the toolchain",
        isGood: false,
        isNeeded: true,
        fix: "install the whole toolchain from swift.org/install"
      )
    }
  }

  private func host() -> MachineFinding {
    do {
      let installation = try Installation.find(executable: executable)
      return MachineFinding(
        what: "lesson-host in \(installation.host)",
        isGood: true,
        isNeeded: true,
        fix: nil
      )
    } catch {
      return MachineFinding(what: "\(error)", isGood: false, isNeeded: true, fix: "make build")
    }
  }

  private func sandbox(
    _ toolchain: Toolchain,
    _ installation: Installation
  ) async -> MachineFinding {
    let sandbox = try? await Sandbox.prepare(
      .auto,
      toolchain: toolchain,
      installation: installation
    )
    guard let absence = sandbox?.absence else {
      return MachineFinding(
        what: "the sandbox (bubblewrap) starts",
        isGood: true,
        isNeeded: false,
        fix: nil
      )
    }
    let rest =
      sandbox?.hasLandlock == true
      ? "; blocks run behind Landlock's weaker walls"
      : "; only limits hold, and refused system calls"
    return MachineFinding(
      what: "the sandbox: \(absence)\(rest)",
      isGood: false,
      isNeeded: false,
      fix: SandboxTrial.fix
    )
  }
}
