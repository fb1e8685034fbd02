import Testing

import TeachingEngine

@Suite struct AutodiffTests {
  @Test func `a value used twice accumulates both gradients`() {
    let a = Variable(2)
    let b = Variable(3)
    (a * b + a).backward()
    #expect(a.gradient.item == 4)
    #expect(b.gradient.item == 2)
  }

  @Test func `gradients of a leaf add up over calls and can be forgotten`() {
    let a = Variable(3)
    (a * a).backward()
    (a * a).backward()
    #expect(a.gradient.item == 12)
    a.zeroGradient()
    #expect(a.gradientIfAny == nil)
  }

  @Test func `a retained tape can be used again`() {
    let a = Variable(3)
    let y = a * a
    y.backward(retainingTape: true)
    y.backward()
    #expect(a.gradient.item == 12)
  }

  @Test func `nothing flows past detached or into constants`() {
    let a = Variable(3)
    let y = a.detached() * a
    y.backward()
    #expect(a.gradient.item == 3)
    #expect(!noGradient { a * a }.requiresGradient)
  }

  @Test func `an intermediate gradient is kept on request only`() {
    let a = Variable(3)
    let kept = (a * 2).retainGradient()
    let dropped = kept + 1
    (dropped * dropped).backward()
    #expect(kept.gradient.item == 14)
    #expect(dropped.gradientIfAny == nil)
  }

  @Test func `a tape of a hundred thousand steps is released without recursion`() {
    let a = Variable(1)
    var y = a
    for _ in 0..<100_000 { y = y + a }
    y.backward()
    #expect(a.gradient.item == 100_001)
  }

  @Test func `an RNN learns to output the exclusive or of two neighbouring bits`() {
    var generator = RandomGenerator(seed: 1)
    let cell = RNNCell(inputs: 1, hidden: 8, generator: &generator)
    let readout = Dense(inputs: 8, outputs: 2, generator: &generator)
    let optimizer = Adam(cell.parameters + readout.parameters, learningRate: 0.02)
    var last: Float = 1
    for _ in 0..<150 {
      let bits = (0..<(16 * 10)).map { _ in generator.bernoulli(0.5) ? 1 : 0 }
      let labels = bits.indices.map { $0 % 10 == 0 ? bits[$0] : bits[$0] ^ bits[$0 - 1] }
      let x = Tensor(shape: [16, 10, 1], scalars: bits.map { Float($0) })
      last = optimizer.step(
        minimizing: crossEntropy(logits: readout(Unrolled(cell)(x).outputs), labels: labels)
      )
    }
    #expect(last < 0.1)
  }
}
