import CHostSupport
import HostProtocol

extension StepWatch {
  /// Tells how the step ended.
  func tellEnd(_ cause: StepEnd.Cause) {
    // The block can write into the report at any time.
    let report = report.pointee
    account.tell(
      .ended(
        step: step.number,
        end: StepEnd(
          cause: cause,
          line: line > 0 ? line : Int(report.line),
          frames: frames(of: report),
          isStackOverflow: report.is_stack_overflow != 0,
          isOwnSignal: report.signal != 0,
          isFault: isFault(cause, report),
          seconds: (ended ?? Clock.now) - started,
          processorSeconds: processorSeconds,
          threadsLeft: threadsLeft,
          processesLeft: processesLeft,
          changedSignals: changedSignals
        )
      )
    )
  }

  /// Whether the signal that ended the process is that of the fault in the report.
  private func isFault(_ cause: StepEnd.Cause, _ report: host_crash_report) -> Bool {
    cause == .signal(report.signal) && report.is_fault != 0
  }

  /// The places of the crash that lie in the lesson's objects, innermost first.
  private func frames(of report: host_crash_report) -> [CodeAddress] {
    let objects = loaded + [LoadedObject(path: step.object, base: report.base, end: report.end)]
    let count = Int(min(report.frame_count, 64))
    return withUnsafeBytes(of: report.frames) { bytes in
      bytes.bindMemory(to: UInt64.self).prefix(count).compactMap { address in
        objects.first { $0.base <= address && address < $0.end }
          .map { CodeAddress(object: $0.path, offset: address - $0.base) }
      }
    }
  }

  /// What the status of a process that has ended says.
  static func cause(of status: Int32) -> StepEnd.Cause {
    let signal = status & 0x7f
    guard signal == 0 else { return .signal(signal) }
    let exit = (status >> 8) & 0xff
    return exit == RecordChannel.lostStatus
      ? .load(message: "the block closed the channel to the process that watches it") : .exit(exit)
  }
}
