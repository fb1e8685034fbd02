import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Wakes a checkpoint so that it forks the process of a step.
struct StepLaunch {
  let checkpoint: Checkpoint
  let step: HostStep
  let limits: LessonLimits
  /// Bytes that the checkpoints before this one have taken when they were woken.
  let growthBefore: UInt64
  /// The processes that hold states of the lesson, and the memory of those that sleep, with the keeper's.
  let family: Family
  let sleeping: [SleepingMemory]
  /// Those among them that do not come before the step, which nothing else keeps it from.
  let later: [pid_t]
  let started: Double

  enum Failure: Error {
    /// A command came that makes the step pointless.
    case cancelled
    case ended(StepEnd.Cause)

    static let gone = Failure.ended(.load(message: "the state before this block is gone"))
    static let noDescriptor = Failure.ended(.load(message: "the host has no descriptor left"))
    static let noRoom = Failure.ended(
      .load(
        message:
          "the scratch folder has no room for the block's object: delete files that blocks wrote"
      )
    )
    static let tooMany = Failure.ended(StepWatch.tooManyProcesses)
    static let noProcess = Failure.ended(
      .load(message: "process limit: the lesson has too many processes")
    )
  }

  /// The process, once it is the keeper's child.
  func run(commands: inout CommandReader) throws(Failure) -> BlockProcess {
    guard let channel = Descriptors.makeSocketPair() else { throw .noDescriptor }
    guard let output = Descriptors.makePipe() else {
      close(channel.keeper)
      close(channel.block)
      throw .noDescriptor
    }
    let file = step.code.map { host_hidden_file($0, $0.count) } ?? output.write
    guard file >= 0 else {
      for descriptor in [channel.keeper, channel.block, output.read, output.write] {
        close(descriptor)
      }
      throw .noRoom
    }
    // The state before the step is not to know the step's code.
    var told = step
    told.code = nil
    told.shielded = later
    let newTasks = NewTasks()
    host_learn_senders(channel.keeper, true)
    kill(checkpoint.process, SIGCONT)
    var writer = CommandWriter(descriptor: checkpoint.channel)
    let isAsked =
      host_send_descriptors(checkpoint.channel, [output.write, channel.block, file], 3)
      && writer.send(.run(told))
    if file != output.write { close(file) }
    close(output.write)
    close(channel.block)
    do throws(Failure) {
      guard isAsked else { throw .gone }
      let begun = try greeting(on: channel.keeper, newTasks, commands: &commands)
      kill(checkpoint.process, SIGSTOP)
      host_learn_senders(channel.keeper, false)
      Descriptors.setNonBlocking(channel.keeper)
      Descriptors.setNonBlocking(output.read)
      return BlockProcess(
        process: begun.process,
        channel: channel.keeper,
        output: output.read,
        meter: begun.meter,
        newTasks: begun.newTasks
      )
    } catch {
      kill(checkpoint.process, SIGSTOP)
      close(channel.keeper)
      close(output.read)
      throw error
    }
  }

  /// A step's process, the account of its memory, and of who may have filled it.
  private typealias Begun = (process: pid_t, meter: MemoryMeter, newTasks: NewTasks)

  /// Waits until the checkpoint has forked and the child has greeted.
  ///
  /// - Parameter newTasks: asked before.
  private func greeting(
    on channel: Int32,
    _ newTasks: NewTasks,
    commands: inout CommandReader
  ) throws(Failure) -> Begun {
    var begun: Begun?
    do throws(Failure) {
      return try greeting(on: channel, newTasks, commands: &commands, begun: &begun)
    } catch {
      if let begun { begun.meter.close() }
      throw error
    }
  }

  private func greeting(
    on channel: Int32,
    _ newTasks: NewTasks,
    commands: inout CommandReader,
    begun: inout Begun?
  ) throws(Failure) -> Begun {
    var hasForked = false
    var nextLook = started + 0.02
    while true {
      if let begun, hasForked { return begun }
      let sources =
        (begun == nil ? [channel] : []) + (hasForked ? [] : [checkpoint.channel])
      Descriptors.waits(for: sources + [commands.descriptor], until: min(nextLook, deadline))
      // A fork under way is waited for; only a checkpoint that does not obey is given up.
      if Clock.now > started + 1, commands.isWanted() { throw .cancelled }
      if !hasForked, let answer = try byte(from: checkpoint.channel) {
        guard answer == CheckpointProcess.forked else { throw .noProcess }
        hasForked = true
      }
      if begun == nil, isReadable(channel) { begun = try greeter(on: channel, newTasks) }
      if Clock.now >= deadline { throw .ended(.timeLimit) }
      if Clock.now >= nextLook {
        try look(&begun)
        nextLook = Clock.now + 0.02
      }
    }
  }

  /// What the checkpoint holds, with what it has taken since it was woken.
  private var held: UInt64 {
    var growth = checkpoint.growth
    growth.measure()
    return checkpoint.memory + growthBefore + growth.bytes
  }

  /// Sees to it that neither a checkpoint to which a block has left something to do, nor a step that runs already, takes
  /// more than the lesson may.
  private func look(_ begun: inout Begun?) throws(Failure) {
    guard held <= UInt64(max(0, limits.memory)) else { throw .ended(.memoryLimit) }
    if begun?.newTasks.haveBegun() == true { begun?.meter.touch() }
    let process = begun?.process
    let others = family.with(process).others()
    let tasks = others.tasks + (process.map { Int(host_thread_count($0)) } ?? 0)
    // The keeper is none of the lesson's, nor is the process between.
    guard sleeping.count + tasks <= limits.processes + 2 else { throw .tooMany }
    // Those that are not yet the step's hold what the checkpoint does: the new process, and the one between.
    let most = host_resident_memory(checkpoint.process, nil) + MemoryMeter.patience
    let before = others.processes.filter { begun == nil || host_parent($0) == checkpoint.process }
    guard before.count <= 2 else { throw .tooMany }
    guard before.allSatisfy({ host_resident_memory($0, nil) <= most }) else {
      throw .ended(.memoryLimit)
    }
    let isOver = begun?.meter.isOver(
      process: process ?? 0,
      others: others.processes.filter { !before.contains($0) },
      sleeping: sleeping,
      files: 0
    )
    if isOver == true { throw .ended(.memoryLimit) }
  }

  /// Nothing of the block's own runs yet, so the machine has all the time that there is.
  private var deadline: Double { started + step.patience }

  /// The greeting's sender, who must be the keeper's own child and new.
  private func greeter(on channel: Int32, _ newTasks: NewTasks) throws(Failure) -> Begun {
    let process = host_receive_greeting(channel)
    guard process > 1, !family.kept.contains(process) else { throw .gone }
    #if os(Linux)
    var information = siginfo_t()
    guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      throw .gone
    }
    #endif
    var newTasks = newTasks
    let meter = MemoryMeter(
      base: held,
      limit: limits.memory,
      pages: host_open_pages(process),
      // Beside the process and the one between: whoever else was begun may have filled it.
      isTouched: newTasks.haveBegun(besides: 2)
    )
    return (process, meter, newTasks)
  }

  private func byte(from descriptor: Int32) throws(Failure) -> UInt8? {
    guard isReadable(descriptor) else { return nil }
    var byte: UInt8 = 0
    guard read(descriptor, &byte, 1) == 1 else { throw .gone }
    return byte
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var found = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&found, 1, 0) > 0
  }
}
