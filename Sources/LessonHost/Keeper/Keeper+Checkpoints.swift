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
    endStrangers(but: process.process)
    do throws(FolderError) {
      let next = try checkpoint(of: &process, loaded: watch.loadedAfter)
      let growth = growth(before: checkpoints.count)
      guard next.memory + growth + files.use.bytes <= UInt64(max(0, limits.memory)) else {
        process.end(besides: family)
        return watch.tellEnd(.memoryLimit)
      }
      watch.tellEnd(.returned)
      process.answer(.sleep)
      // A process that does not let go is no checkpoint; the next step is told that it is missing.
      let moment = max(watch.deadline, Clock.now + 1)
      guard Checkpoint.stop(next.process, channel: next.channel, until: moment) else {
        return process.end(besides: family)
      }
      close(process.output)
      checkpoints.append(next)
      filesAreOf = checkpoints.count - 1
      endStrangers()
    } catch {
      process.end(besides: family)
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
    process.noteNewTasks()
    let own = process.meter.settle(number)
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
  var family: Family {
    let sleepers = Family(
      kept: checkpoints.map(\.process),
      watched: checkpoints.filter { !$0.isSettled }.map(\.process)
    )
    return sleepers.with(processInPlace)
  }

  /// The process that runs steps in place, if there is one and it lives.
  var processInPlace: pid_t? { inPlace.flatMap { $0.process.isAlive ? $0.process.process : nil } }

  /// Bytes that the checkpoints before one have taken when they were woken.
  func growth(before number: Int) -> UInt64 {
    checkpoints[..<number].reduce(0) { $0 + $1.growth.bytes }
  }

  /// Ends every process of the lesson that holds none of its states.
  func endStrangers(but process: pid_t? = nil) {
    // Who sleeps before the look begins nobody after it.
    let asleep = checkpoints.indices.filter {
      !checkpoints[$0].isSettled && host_has_stopped(checkpoints[$0].process)
    }
    guard family.with(process).endOthers() else { return }
    for index in asleep { checkpoints[index].isSettled = true }
  }

  /// Ends all that comes after a checkpoint.
  func forget(after number: Int) {
    let family = family
    inPlace?.process.end(besides: family)
    inPlace = nil
    while checkpoints.count > number + 1 { checkpoints.removeLast().end() }
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
