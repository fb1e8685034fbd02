import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Steps that run in one process, one after the other, because it has threads that a fork would lose.
///
/// Their state is made again by running them again.
struct StepsInPlace {
  var process: BlockProcess
  var steps: [HostStep]
  var loaded: [LoadedObject]
}

extension Keeper {
  /// Runs a step in the process that has threads; what a branch changes there must not be seen by what
  /// comes next, so the state is made again.
  func runInPlace(_ step: HostStep) {
    guard let known = inPlace, step.checkpoint - checkpoints.count < known.steps.count else {
      return refuse(step)
    }
    let wanted = step.checkpoint - checkpoints.count + 1
    if !known.process.isAlive || wanted < known.steps.count { repeatInPlace(known.steps, wanted) }
    continueInPlace(step, isRepeated: false)
    if step.keeps, inPlace?.process.isAlive == true {
      inPlace?.steps.append(step)
    } else {
      let family = family
      inPlace?.process.kill(besides: family)
      inPlace?.steps = Array(known.steps.prefix(step.keeps ? wanted : known.steps.count))
    }
  }

  /// Makes the state after some of the steps in place again.
  private func repeatInPlace(_ steps: [HostStep], _ count: Int) {
    start(steps[0], isRepeated: true)
    for step in steps[..<count].dropFirst() {
      continueInPlace(step, isRepeated: true)
      inPlace?.steps.append(step)
    }
  }

  private func continueInPlace(_ step: HostStep, isRepeated: Bool) {
    guard var known = inPlace, known.process.send(.run(step)) else {
      if !isRepeated { refuse(step) }
      return
    }
    var watch = watch(over: step, loaded: known.loaded, isRepeated: isRepeated, before: nil)
    switch watch.run(&known.process, commands: &commands) {
    case .returned:
      known.process.answer(.stay)
      known.loaded = watch.loadedAfter
      watch.tellEnd(.returned)
    case .ended(let cause):
      known.process.kill(besides: family)
      watch.tellEnd(cause)
    case .cancelled:
      known.process.kill(besides: family)
    }
    inPlace = known
    endStrangers()
  }
}
