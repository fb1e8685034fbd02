import ArgumentParser
import Foundation
import LessonPages
import LessonRunner

/// `unroll doctor`: what the machine lacks.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this machine lacks and the command that installs it."
  )

  func run() async throws {
    let findings = await MachineExamination(executable: Program.path).findings() + [pageFinding]
    for finding in findings {
      print(
        "\(finding.isGood ? "ok      " : finding.isNeeded ? "MISSING " : "missing ") \(finding.what)"
      )
      if let fix = finding.fix { print("         \(fix)") }
    }
    if findings.contains(where: { $0.isNeeded && !$0.isGood }) { throw ExitStatus.machine.error }
  }

  /// Whether formulas can be typeset.
  private var pageFinding: MachineFinding {
    do {
      let isThere = try MathTypesetter.installed() != nil
      return MachineFinding(
        what: "KaTeX, which turns formulas into MathML",
        isGood: isThere,
        isNeeded: false,
        fix: isThere ? nil : "sudo apt-get install libjs-katex"
      )
    } catch {
      return MachineFinding(
        what: "KaTeX: \(error)",
        isGood: false,
        isNeeded: false,
        fix: "sudo apt-get install --reinstall libjs-katex"
      )
    }
  }
}
