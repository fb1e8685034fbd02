import EngineKernels
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Squares numbers in two shares and remembers which thread did which.
private final class Squares: SharedWork {
  let numbers: [Double]
  let result: UnsafeMutablePointer<Double>
  let threads: UnsafeMutablePointer<UInt>

  init(count: Int) {
    numbers = (0..<count).map(Double.init)
    result = .allocate(capacity: count)
    result.initialize(repeating: -1, count: count)
    threads = .allocate(capacity: 2)
    threads.initialize(repeating: 0, count: 2)
  }

  deinit {
    result.deallocate()
    threads.deallocate()
  }

  func run(share: Int, of shares: Int) {
    for index in rows(ofShare: share, of: shares, count: numbers.count, grain: 6) {
      result[index] = numbers[index] * numbers[index]
    }
    #if canImport(Glibc)
    threads[share] = pthread_self()
    #endif
  }

  var isRight: Bool { numbers.indices.allSatisfy { result[$0] == numbers[$0] * numbers[$0] } }
}

@Suite(.serialized)
struct WorkerThreadTests {
  @Test("the shares of a batch are disjoint and complete", arguments: [0, 1, 5, 6, 12, 13, 145])
  func shares(count: Int) {
    let (first, second) = (
      rows(ofShare: 0, of: 2, count: count, grain: 6),
      rows(ofShare: 1, of: 2, count: count, grain: 6)
    )
    #expect(first.lowerBound == 0 && first.upperBound == second.lowerBound)
    #expect(second.upperBound == count)
    #expect(first.upperBound % 6 == 0 || first.upperBound == count)
  }

  @Test("one and two threads do the same work", arguments: [1, 2])
  func threads(count: Int) {
    for _ in 0..<100 {
      let work = Squares(count: 100)
      work.run(threads: count)
      #expect(work.isRight)
      #if canImport(Glibc)
      // Another test may hold the second thread; whoever cannot have it does all the work itself.
      let hasSecondShare = work.threads[1] != 0
      #expect(!hasSecondShare || (count == 2 && work.threads[0] != work.threads[1]))
      #endif
    }
  }

  @Test("after join the thread comes back when needed")
  func join() {
    for _ in 0..<20 {
      let work = Squares(count: 50)
      work.run(threads: 2)
      #expect(work.isRight)
      WorkerThread.shared.join()
      WorkerThread.shared.join()
    }
  }

  #if os(Linux)
  @Test("a forked child makes its own thread")
  func fork() {
    Squares(count: 10).run(threads: 2)
    let child = Glibc.fork()
    if child == 0 {
      // Nothing hangs: a child that waits for a thread it does not have is killed.
      alarm(10)
      let work = Squares(count: 100)
      work.run(threads: 2)
      _exit(work.isRight && work.threads[1] != 0 ? 0 : 1)
    }
    var status: Int32 = -1
    waitpid(child, &status, 0)
    #expect(status == 0)
    let after = Squares(count: 100)
    after.run(threads: 2)
    #expect(after.isRight)
  }
  #endif
}
