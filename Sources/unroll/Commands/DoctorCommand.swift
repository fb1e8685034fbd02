import ArgumentParser
import Foundation
import LessonPages
import LessonRunner

/// `unroll doctor`: what the machine lacks.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this machine lacks and the command that installs it.",
    discussion: "MISSING in capitals is what nothing runs without; the exit status is 3 then."
  )

  @Flag(
    name: .customLong("apparmor-profile"),
    help:
      "Write the AppArmor profile that lets this Unroll alone make user namespaces, and no more."
  )
  var writesProfile = false

  func run() async throws {
    if writesProfile {
      let installation = try Installation.find(executable: Program.path)
      return StandardOutput.write(AppArmorProfile(installation: installation).text)
    }
    let examination = MachineExamination(executable: Program.path)
    let findings = await examination.findings() + [mathFinding, fontFinding, subsetFinding]
    for finding in findings {
      let mark = finding.isGood ? "ok     " : finding.isNeeded ? "MISSING" : "missing"
      StandardOutput.write("\(mark)  \(finding.what)\n")
      if let fix = finding.fix { StandardOutput.write("         \(fix)\n") }
    }
    if findings.contains(where: { $0.isNeeded && !$0.isGood }) { throw ExitStatus.machine.error }
  }

  /// Whether formulas can be typeset.
  private var mathFinding: MachineFinding {
    do {
      let isThere = try MathTypesetter.installed() != nil
      return Self.optional(
        "KaTeX, which turns formulas into MathML",
        isThere,
        "sudo apt-get install libjs-katex"
      )
    } catch {
      return Self.optional("KaTeX: \(error)", false, "sudo apt-get install --reinstall libjs-katex")
    }
  }

  /// Whether the site can bring the font of its formulas along.
  private var fontFinding: MachineFinding {
    Self.optional(
      "Latin Modern Math, the font of formulas",
      MathFont.installed() != nil,
      "sudo apt-get install fonts-lmodern"
    )
  }

  /// Whether the site can leave out of that font what its formulas do not show.
  private var subsetFinding: MachineFinding {
    Self.optional(
      "hb-subset, which cuts that font down to what pages show",
      FontSubsetter.installed() != nil,
      "sudo apt-get install libharfbuzz-bin"
    )
  }

  private static func optional(_ what: String, _ isGood: Bool, _ fix: String) -> MachineFinding {
    MachineFinding(what: what, isGood: isGood, isNeeded: false, fix: isGood ? nil : fix)
  }
}
