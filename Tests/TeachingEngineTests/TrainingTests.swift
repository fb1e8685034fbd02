import Testing

import TeachingEngine

@Suite struct TrainingTests {
  typealias T = TensorOf<Double>

  @Test func `optimisers take the step of their formula`() {
    func moved(
      _ make: ([NamedParameter<Double>]) -> any Optimizer<Double>,
      steps: Int = 2
    ) -> Double {
      let w = VariableOf<Double>(1.0)
      let optimizer = make([NamedParameter("w", w)])
      for _ in 0..<steps { optimizer.step(minimizing: w.squared()) }
      return w.item
    }
    #expect(abs(moved { SGD($0, learningRate: 0.1) } - 0.64) < 1e-12)
    // v₁ = 2, w = 0.8; v₂ = 0.9·2 + 1.6 = 3.4, w = 0.46.
    #expect(abs(moved { SGD($0, learningRate: 0.1, momentum: 0.9) } - 0.46) < 1e-12)
    // The first bias-corrected step is η g/(|g| + ε).
    #expect(abs(moved({ Adam($0, learningRate: 0.1) }, steps: 1) - 0.9) < 1e-8)
    // v = 0.01 · 4, so the first step is η · 2 / 0.2.
    #expect(abs(moved({ RMSProp($0, learningRate: 0.01) }, steps: 1) - 0.9) < 1e-6)
    let decayed = moved({ Adam($0, learningRate: 0.1, weightDecay: 0.5) }, steps: 1)
    #expect(abs(decayed - (1 - 0.05 - 0.1)) < 1e-8)
  }

  @Test func `clipping scales by min(1, θ over norm) and keeps the direction`() {
    let (a, b) = (VariableOf<Double>(3.0), VariableOf<Double>(4.0))
    let parameters = [NamedParameter("a", a), NamedParameter("b", b)]
    ((a.squared() + b.squared()) / 2).backward()
    #expect(clipGradients(parameters, norm: 10) == 5)
    #expect(a.gradient.item == 3)
    #expect(clipGradients(parameters, norm: 1) == 5)
    #expect(abs(a.gradient.item - 0.6) < 1e-15 && abs(b.gradient.item - 0.8) < 1e-15)
  }

  @Test func `the norm of a model's gradients is that of all elements together`() {
    var generator = RandomGenerator(seed: 3)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let x = T.normal([2, 4, 2], generator: &generator)
    Unrolled(cell)(x).finalState.squared().sum().backward()
    #expect(abs(gradientNorm(cell) - gradientVector(cell).norm) < 1e-12 * gradientNorm(cell))
    #expect(gradientNorm(cell) > 0)
  }

  @Test func `truncation carries the state and cuts the gradient`() {
    var generator = RandomGenerator(seed: 1)
    let cell = RNNCellOf<Double>(inputs: 1, hidden: 3, generator: &generator)
    let x = T.normal([2, 7, 1], generator: &generator)
    let optimizer = SGD(cell, learningRate: 0)
    let trace = GradientTrace(cell)
    let result = truncatedBackpropagation(
      Unrolled(cell),
      x,
      chunk: 3,
      optimizer: optimizer,
      trace: trace
    ) { outputs, steps in
      #expect(outputs.shape[1] == steps.count)
      return outputs.squared().sum()
    }
    #expect(result.losses.count == 3)
    #expect(trace.passes.map { $0.series(.hiddenState)?.steps.count } == [3, 3, 1])
    let whole = Unrolled(cell)(x)
    #expect((result.finalState.value - whole.finalState.value).abs().max() < 1e-15)
    #expect(!result.finalState.requiresGradient)
  }

  @Test func `minibatches hold every example once`() {
    var generator = RandomGenerator(seed: 1)
    let batches = minibatches(count: 10, size: 4, generator: &generator)
    #expect(batches.map(\.count) == [4, 4, 2])
    #expect(batches.flatMap { $0 }.sorted() == Array(0..<10))
    let lengths = [5, 1, 9, 2, 8, 1]
    for batch in minibatches(lengths: lengths, size: 2, generator: &generator) {
      #expect(abs(lengths[batch[0]] - lengths[batch[1]]) <= 3)
    }
  }

  @Test func `early stopping waits for its patience and restores the best`() {
    let w = VariableOf<Double>(0.0)
    struct Single: Model {
      typealias Scalar = Double
      let w: VariableOf<Double>
    }
    let model = Single(w: w)
    var rule = EarlyStopping<Double>(patience: 2)
    var stops: [Bool] = []
    for (value, loss) in [(1.0, 3.0), (2, 2), (3, 2.5), (4, .nan)] {
      w.value = T(value)
      stops.append(rule.shouldStop(after: loss, model: model))
    }
    #expect(stops == [false, false, false, true])
    rule.restoreBest(model)
    #expect(w.item == 2)
  }

  @Test func `schedules reach their ends`() {
    let cosine = LearningRateSchedule.cosine(start: 1.0, end: 0.1, steps: 10)
    #expect(cosine(0) == 1)
    #expect(abs(cosine(10) - 0.1) < 1e-15)
    #expect(abs(cosine(5) - 0.55) < 1e-12)
    let warmup = LearningRateSchedule.warmup(peak: 1.0, warmup: 4, steps: 8)
    #expect([0, 3, 4, 8].map { warmup($0) } == [0.25, 1, 1, 0])
    #expect(LearningRateSchedule.stepwise(start: 1.0, factor: 0.5, every: 3)(7) == 0.25)
  }

  @Test func `metrics have their textbook values`() {
    let matrix = ConfusionMatrix(
      labels: [0, 0, 1, 1, 1],
      predictions: [0, 1, 1, 1, 0],
      classes: 2
    )
    #expect(matrix.counts == [[1, 1], [1, 2]])
    #expect(matrix.accuracy == 0.6)
    #expect(matrix.recall(1) == 2.0 / 3 && matrix.precision(0) == 0.5)
    let curve = ReceiverOperatingCharacteristic(
      scores: [0.9, 0.8, 0.7, 0.1],
      events: [true, false, true, false]
    )
    #expect(curve.area == 0.75)
    #expect(curve.threshold(falseAlarmRate: 0) == 0.9)
    #expect(abs(perplexity(crossEntropy: log(8.0)) - 8) < 1e-12)
    #expect(abs(bitsPerCharacter(crossEntropy: log(8.0)) - 3) < 1e-12)
    #expect(probabilities(logits: [1, 3, 2], temperature: 0) == [0.0, 1, 0])
    #expect(accuracy(predictions: [1, 0, 2], labels: [1, 1, 2], mask: [1.0, 0, 1]) == 1)
  }

  @Test func `a projected gradient leaves the other loss alone to first order`() {
    let (a, b) = (T([1, 2, -1]), T([-2, 0.5, 1]))
    let projected = a.projected(against: b)
    #expect(abs((projected * b).sum().item) < 1e-15)
    #expect(a.projected(against: -b) == a)
    var generator = RandomGenerator(seed: 1)
    let model = DenseOf<Double>(inputs: 2, outputs: 2, generator: &generator)
    #expect(gradientVector(model) == T.zeros([6]))
    setGradients(of: model, to: T([1, 2, 3, 4, 5, 6]))
    #expect(gradientVector(model) == T([1, 2, 3, 4, 5, 6]))
    #expect(model.weight.gradient == T([[1, 2], [3, 4]]))
  }
}
