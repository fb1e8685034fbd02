import Testing

import TeachingEngine

/// Wrong use stops with a sentence that names the operation, the shapes and the fix, at the
/// caller's line.
@Suite struct TrapTests {
  private func output(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `a matrix product that does not fit`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([145, 32]).matmul(Tensor.zeros([64, 128]))
    }
    #expect(
      output(result).contains(
        "matmul: inner dimensions differ: [145, 32] × [64, 128]; the first's last length must "
          + "equal the second's first"
      )
    )
    #expect(output(result).contains("TrapTests.swift:13"))
  }

  @Test func `a matrix product that lacks a transposition`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor.zeros([145, 32])).matmul(Variable(Tensor.zeros([64, 32])))
    }
    #expect(
      output(result).contains(
        "matmul: inner dimensions differ: [145, 32] × [64, 32]; did you mean to transpose the "
          + "second?"
      )
    )
    #expect(output(result).contains("TrapTests.swift:26"))
  }

  @Test func `shapes that do not broadcast`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]) + Tensor.zeros([2])
    }
    #expect(output(result).contains("+: the shapes do not fit: [2, 3] × [2]; axes are matched"))
  }

  @Test func `a loss that would silently broadcast`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(Variable(Tensor.zeros([5, 1])), Tensor.zeros([5]))
    }
    #expect(output(result).contains("meanSquaredError: the shapes differ: [5, 1] × [5]; bring"))
    #expect(output(result).contains("TrapTests.swift:46"))
  }

  @Test func `a backward pass from more than one number`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Variable(Tensor.zeros([2])).backward()
    }
    #expect(output(result).contains("backward: leaf has shape [2], a gradient needs one number"))
  }

  @Test func `a tape used twice`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let a = Variable(2)
      let y = a * a
      y.backward()
      y.backward()
    }
    #expect(output(result).contains("backward: the tape of * was used before; compute the loss"))
    #expect(output(result).contains("TrapTests.swift:61"))
  }

  @Test func `a layer with another width`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = RandomGenerator(seed: 1)
      let dense = Dense(inputs: 3, outputs: 1, generator: &generator)
      _ = dense(Tensor.zeros([5, 4]))
    }
    #expect(
      output(result).contains(
        "Dense: an input of shape [5, 4] has 4 features, the layer was built for 3; build it with "
          + "inputs: 4"
      )
    )
    #expect(output(result).contains("TrapTests.swift:72"))
  }

  @Test func `a label that is no class`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(logits: Variable(Tensor.zeros([1, 3])), labels: [3])
    }
    #expect(output(result).contains("crossEntropy: label 3 at row 0 is not a class; labels run"))
  }

  @Test func `a gradient that never arrived`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(2).gradient
    }
    #expect(output(result).contains("gradient: no gradient has arrived at leaf []; call backward"))
  }

  @Test func `an index beyond an axis, from either end`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).select(axis: 1, index: -4)
    }
    #expect(output(result).contains("select: index -4 of axis 1 is not in [2, 3]"))
  }

  @Test func `rows of what is no matrix`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3, 4]).rows()
    }
    #expect(output(result).contains("rows: this is no matrix: [2, 3, 4]; drop an axis"))
    #expect(output(result).contains("TrapTests.swift"))
  }
}
