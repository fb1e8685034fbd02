import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Checkpoints, their files, and the end of what is neither.
extension Keeper {
  /// Makes the next checkpoint of a process whose step is over, and tells how the step ended after all.
  func keep(_ process: inout BlockProcess, _ watch: StepWatch) {
    killStrangers(but: process.process)
    do throws(FolderError) {
      let next = try checkpoint(of: &process, loaded: watch.loadedAfter)
      let growth = growth(before: checkpoints.count)
      guard next.memory + growth + files.use.bytes <= UInt64(max(0, limits.memory)) else {
        process.end(besides: kept)
        return watch.tellEnd(.memoryLimit)
      }
      watch.tellEnd(.returned)
      process.answer(.sleep)
      // A process that does not let go is no checkpoint; the next step is told that it is missing.
      let moment = max(watch.deadline, Clock.now + 1)
      guard Checkpoint.stop(next.process, channel: next.channel, until: moment) else {
        return process.end(besides: kept)
      }
      close(process.output)
      checkpoints.append(next)
      filesAreOf = checkpoints.count - 1
    } catch {
      process.end(besides: kept)
      watch.tellEnd(.load(message: error.description))
    }
  }

  /// What a process holds beyond the checkpoint from which it was forked: the last.
  private func checkpoint(
    of process: inout BlockProcess,
    loaded: [LoadedObject]
  ) throws(FolderError) -> Checkpoint {
    let earlier = checkpoints[checkpoints.count - 1]
    let files = try files.snapshot(sharing: earlier.files)
    let number = process.process
    let own = process.meter.settle(number) + host_page_tables(number)
    return Checkpoint(
      process: number,
      channel: process.channel,
      loaded: loaded,
      memory: earlier.memory + UInt64(files.newBytes) + own,
      pages: process.meter.pages,
      growth: CheckpointGrowth(of: number),
      files: files
    )
  }

  /// The processes that hold states of the lesson: those that sleep, and after them one that runs steps in place.
  var kept: [pid_t] {
    let last = inPlace.flatMap { $0.process.isAlive ? $0.process.process : nil }
    return checkpoints.map(\.process) + [last].compactMap { $0 }
  }

  /// Bytes that the checkpoints before one have taken when they were woken.
  func growth(before number: Int) -> UInt64 {
    checkpoints[..<number].reduce(0) { $0 + $1.growth.bytes }
  }

  /// Ends every process of the lesson that holds none of its states.
  func killStrangers(but process: pid_t? = nil) {
    let kept = kept + [process].compactMap { $0 }
    host_kill_descendants(getpid(), kept, kept.count)
  }

  /// Ends all that comes after a checkpoint.
  func forget(after number: Int) {
    let sleepers = checkpoints.map(\.process)
    inPlace?.process.end(besides: sleepers)
    inPlace = nil
    while checkpoints.count > number + 1 { checkpoints.removeLast().end() }
    killStrangers()
  }

  /// What stands in the folders, to be put back after a branch; nil if the step is none.
  func filesNow(isBranch: Bool) -> LessonFiles.Snapshot? {
    guard isBranch else { return nil }
    let known = checkpoints[filesAreOf ?? checkpoints.count - 1].files
    if filesAreOf != nil || inPlace == nil { return known }
    return (try? files.snapshot(sharing: known)) ?? known
  }

  func restoreFiles(of number: Int) {
    if filesAreOf != number { files.restore(checkpoints[number].files) }
  }

  func restoreFiles(_ snapshot: LessonFiles.Snapshot) {
    files.restore(snapshot)
    filesAreOf = inPlace == nil ? checkpoints.count - 1 : nil
  }
}
