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
  /// All processes that hold states of the lesson.
  let kept: [pid_t]
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
    let lastTask = host_last_task()
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
      let process = try greeting(on: channel.keeper, commands: &commands)
      kill(checkpoint.process, SIGSTOP)
      host_learn_senders(channel.keeper, false)
      Descriptors.setNonBlocking(channel.keeper)
      Descriptors.setNonBlocking(output.read)
      let task = host_last_task()
      return BlockProcess(
        process: process,
        channel: channel.keeper,
        output: output.read,
        meter: MemoryMeter(
          base: held,
          limit: limits.memory,
          pages: host_open_pages(process),
          // The process and the one between: whoever else was begun may have filled it.
          lastTask: task == lastTask + 2 ? task : 0
        )
      )
    } catch {
      kill(checkpoint.process, SIGSTOP)
      close(channel.keeper)
      close(output.read)
      throw error
    }
  }

  /// Waits until the checkpoint has forked and the child has greeted.
  private func greeting(
    on channel: Int32,
    commands: inout CommandReader
  ) throws(Failure) -> pid_t {
    var process: pid_t?
    var hasForked = false
    var nextLook = started + 0.02
    while process == nil || !hasForked {
      let sources =
        (process == nil ? [channel] : []) + (hasForked ? [] : [checkpoint.channel])
      Descriptors.waits(for: sources + [commands.descriptor], until: min(nextLook, deadline))
      // A fork under way is waited for; only a checkpoint that does not obey is given up.
      if Clock.now > started + 1, commands.isWanted() { throw .cancelled }
      if !hasForked, let answer = try byte(from: checkpoint.channel) {
        guard answer == CheckpointProcess.forked else { throw .noProcess }
        hasForked = true
      }
      if process == nil, isReadable(channel) { process = try greeter(on: channel) }
      if Clock.now >= deadline { throw .ended(.timeLimit) }
      if Clock.now >= nextLook {
        try look()
        nextLook = Clock.now + 0.02
      }
    }
    return process ?? 0
  }

  /// What the checkpoint holds, with what it has taken since it was woken.
  private var held: UInt64 {
    var growth = checkpoint.growth
    growth.measure()
    return checkpoint.memory + growthBefore + growth.bytes
  }

  /// Sees to it that a checkpoint to which a block has left something to do takes no more than the lesson may.
  private func look() throws(Failure) {
    guard held <= UInt64(max(0, limits.memory)) else { throw .ended(.memoryLimit) }
    var found = [pid_t](repeating: 0, count: Int(HOST_PROCESS_LIMIT))
    let count = host_descendants(getpid(), kept, kept.count, &found, nil)
    // The new process and the one between hold what the checkpoint does.
    guard count <= 2 else { throw .noProcess }
    let most = host_resident_memory(checkpoint.process) + MemoryMeter.patience
    guard found.prefix(count).allSatisfy({ host_resident_memory($0) <= most }) else {
      throw .ended(.memoryLimit)
    }
  }

  /// Nothing of the block's own runs yet, so the machine has all the time that there is.
  private var deadline: Double { started + step.patience }

  /// The greeting's sender, who must be the keeper's own child and new.
  private func greeter(on channel: Int32) throws(Failure) -> pid_t {
    let process = host_receive_greeting(channel)
    guard process > 1, !kept.contains(process) else { throw .gone }
    #if os(Linux)
    var information = siginfo_t()
    guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      throw .gone
    }
    #endif
    return process
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
