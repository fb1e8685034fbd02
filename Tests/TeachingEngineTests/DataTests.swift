import Testing

import TeachingEngine

@Suite struct DataTests {
  @Test func `windows are rows of a Hankel matrix`() {
    let examples = windows(over: Array(stride(from: Float(0), to: 8, by: 1)), length: 3, horizon: 2)
    #expect(examples.inputs.shape == [4, 3, 1])
    for i in 0..<4 { for t in 0..<3 { #expect(examples.inputs[i, t, 0] == Float(i + t)) } }
    #expect(examples.targets.scalars == [4, 5, 6, 7])
  }

  @Test func `a split never lets a later value into training`() {
    let series = Array(stride(from: Float(0), to: 100, by: 1))
    let split = ChronologicalSplit(count: 100, training: 0.6, validation: 0.2)
    let parts = windows(over: series, length: 5, split: split)
    #expect(parts.training.inputs.max() < 60 && parts.training.targets.max() == 59)
    #expect(parts.test.targets.min() == 80 && parts.test.targets.max() == 99)
    #expect(
      parts.training.targetPositions.count + parts.validation.targetPositions.count
        + parts.test.targetPositions.count == 95
    )
  }

  @Test func `standardisation knows the training part only, and is undone`() {
    let scale = Standardizer<Double>(fittedOn: [1, 3])
    #expect(scale.mean == 2 && scale.standardDeviation == 1)
    let wider = Standardizer<Double>(fittedOn: [0, 4])
    #expect(wider([8]) == [3])
    #expect(wider.undo([3]) == [8])
    #expect(wider.undo(squaredError: 1) == 4)
    #expect(Standardizer<Double>(fittedOn: [5, 5])([6]) == [1])
  }

  @Test func `CSV with quotes, line breaks and a mark at its start`() throws {
    let table = try CSVTable("\u{feff}a,\"b \"\"c\"\"\"\r\n1,\"x,\ny\"\r\n-2.5e1,\r\n")
    #expect(table.header == ["a", "b \"c\""])
    #expect(table.rows == [["1", "x,\ny"], ["-2.5e1", ""]])
    #expect(try table.numbers("a") == [1, -25] as [Float])
  }

  @Test func `only line ends end a line of CSV`() throws {
    let table = try CSVTable("a,b\rx\u{2028}y,\u{C}\u{B}\u{85}\r\"q\"\u{301},2\r3,x")
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["x\u{2028}y", "\u{C}\u{B}\u{85}"], ["q\u{301}", "2"], ["3", "x"]])
    let error = #expect(throws: EngineError.self) { try table.numbers("b") }
    #expect(error?.description.hasPrefix("CSV:2: ") == true)
  }

  @Test(arguments: [
    ("", "CSV:1: there is no header; name the columns in the first line"),
    (
      "a,b\n1,2\n3\n",
      "CSV:3: 1 fields where the header has 2; give every line one field for each column"
    ),
    (
      "a\n\"x\n",
      "CSV:2: a quote is never closed; close it, or double a quote that belongs to the text"
    ),
  ])
  func `a broken CSV is located`(_ text: String, _ message: String) {
    let error = #expect(throws: EngineError.self) { try CSVTable(text) }
    #expect(error?.description == message)
  }

  @Test func `a field that is no number is located`() throws {
    let table = try CSVTable("a\n1\n\nx\n", source: "data/a.csv")
    let error = #expect(throws: EngineError.self) { _ = try table.numbers("a", as: Float.self) }
    #expect(
      error?.description
        == "data/a.csv:4: \"x\" in column \"a\" is not a number; correct it or drop the line"
    )
    #expect(throws: EngineError.self) { _ = try table.text("b") }
  }

  @Test func `the adding problem's trivial error is a sixth`() {
    var generator = RandomGenerator(seed: 1)
    let data = addingProblem(count: 4000, time: 10, generator: &generator)
    #expect(data.inputs.slice(axis: 2, 1..<2).sum().item == 8000)
    let error = meanSquaredError(Tensor.ones([4000, 1]), data.targets)
    #expect(abs(error - 1 / 6) < 0.015)
  }

  @Test func `the copy problem asks for its first ten symbols`() {
    var generator = RandomGenerator(seed: 1)
    let data = copyProblem(count: 3, pause: 20, generator: &generator)
    for (input, labels) in zip(data.inputs, data.labels) {
      #expect(input.count == 40 && labels.count == 40)
      #expect(Array(labels.suffix(10)) == Array(input.prefix(10)))
      #expect(input[29] == 9 && labels.prefix(30).allSatisfy { $0 == 0 })
    }
  }

  @Test func `the Reber grammar writes only what it accepts`() {
    var generator = RandomGenerator(seed: 1)
    for _ in 0..<200 {
      let string = ReberGrammar.string(generator: &generator)
      #expect(ReberGrammar.accepts(string))
      let embedded = Array(ReberGrammar.embeddedString(generator: &generator))
      #expect(embedded[1] == embedded[embedded.count - 2])
      #expect(ReberGrammar.accepts(String(embedded[2..<(embedded.count - 2)])))
    }
    #expect(!ReberGrammar.accepts("BTTE"))
  }

  @Test func `bit tasks have the labels of their definition`() {
    var generator = RandomGenerator(seed: 1)
    let majority = majorityOfNeighbours(count: 5, time: 8, generator: &generator)
    #expect(majority.labels.allSatisfy { $0.first == -1 && $0.last == -1 })
    for (x, y) in zip(majority.inputs, majority.labels) {
      for t in 1..<7 { #expect(y[t] == (x[t - 1] + x[t] + x[t + 1] >= 2 ? 1 : 0)) }
    }
  }

  @Test func `the Bayes filter's cross-entropy is that of the two-state chain`() {
    var generator = RandomGenerator(seed: 1)
    let model = HiddenMarkovModel.twoState()
    let entropies = (0..<400).map { _ in
      model.crossEntropy(model.sample(time: 100, generator: &generator).symbols)
    }
    let mean = entropies.reduce(0, +) / 400
    #expect(abs(mean - 0.5979) < 0.006)
  }

  @Test func `brackets close what they open, within the depth`() {
    var generator = RandomGenerator(seed: 1)
    let data = nestedBrackets(count: 50, time: 20, maximumDepth: 3, generator: &generator)
    for (sequence, depths) in zip(data.inputs, data.labels) {
      var open: [Int] = []
      for symbol in sequence {
        if symbol % 2 == 0 { open.append(symbol) } else { #expect(open.popLast() == symbol - 1) }
      }
      #expect(open.isEmpty && (depths.max() ?? 0) <= 3)
    }
  }

  @Test func `calcium decays by its time constant, spikes keep their refractory period`() {
    var generator = RandomGenerator(seed: 1)
    let trace = calciumTrace(frames: 500, noise: 0, generator: &generator, as: Double.self)
    for t in 1..<500 where trace.spikes[t] == 0 && trace.fluorescence[t - 1] > 0 {
      #expect(abs(trace.fluorescence[t] / trace.fluorescence[t - 1] - 0.9355) < 5e-5)
    }
    let spikes = refractorySpikes(drive: Array(repeating: 2, count: 2000), generator: &generator)
    let times = spikes.indices.filter { spikes[$0] == 1 }
    #expect(times.count > 100)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 > 3 })
  }

  @Test(arguments: [
    (0, "zero"), (13, "thirteen"), (40, "forty"), (102, "one hundred two"),
    (71_015, "seventy one thousand fifteen"),
  ])
  func `numbers in words`(_ number: Int, _ words: String) {
    #expect(numberInWords(number) == words)
  }

  @Test(arguments: [1.0, 1.1, 1.6, 2.0])
  func `expected aftershocks are the integral of their rate`(_ exponent: Double) {
    // Magnitudes that are all the smallest trigger next to nothing: only the past counts.
    let law = EpidemicAftershocks(
      background: 0.3,
      productivity: 1e-9,
      efficiency: 8,
      exponent: exponent,
      slope: 20
    )
    let past = [
      Earthquake(time: 0, magnitude: 6), Earthquake(time: 1.2, magnitude: 5),
      Earthquake(time: 5, magnitude: 9),
    ]
    let width = 1e-4
    let sum = (0..<10_000).reduce(into: 0.0) { sum, step in
      let time: Double = 2 + (Double(step) + 0.5) * width
      sum += width * law.rate(at: time, after: past)
    }
    #expect(abs(sum / law.expectedCount(in: 2..<3, after: past) - 1) < 1e-6)
  }

  @Test(arguments: [1.0, 1.1, 1.4])
  func `simulated aftershocks are as many as expected`(_ exponent: Double) {
    var generator = RandomGenerator(seed: 3)
    let law = EpidemicAftershocks(background: 0.5, productivity: 0.015, exponent: exponent)
    // The law has no memory but its events, so a catalogue after a mainshock begins just after it.
    let mainshock = [Earthquake(time: 0, magnitude: 5)]
    let day = Double.leastNormalMagnitude..<1
    let expected = law.expectedCount(in: day, after: mainshock, steps: 200)
    #expect(abs(law.expectedCount(in: day, after: mainshock) / expected - 1) < 0.01)
    let counts = (0..<3000).map { _ in
      Double(law.events(days: 1, mainshock: 5, generator: &generator).count - 1)
    }
    let mean = counts.reduce(0, +) / 3000
    let squares: [Double] = counts.map { ($0 - mean) * ($0 - mean) }
    let error = squares.reduce(0, +).squareRoot() / 3000
    #expect(abs(mean - expected) < 4 * error, "\(mean) ± \(error), expected \(expected)")
  }

  @Test(arguments: [0.06, 0.12, 0.24])
  func `a wave arrives where it is said to, at its frequency`(_ frequency: Double) {
    var generator = RandomGenerator(seed: 4)
    let (trace, arrival) = seismogram(
      time: 400,
      signalToNoise: 1000,
      duration: 500,
      frequencies: frequency...frequency,
      generator: &generator,
      as: Double.self
    )
    #expect(trace[..<arrival].allSatisfy { $0.magnitude < 6 })
    #expect(trace[arrival].magnitude > 400)
    let wave = trace[arrival..<arrival + 100]
    let signChanges = zip(wave, wave.dropFirst()).count { $0 * $1 < 0 }
    #expect(abs(Double(signChanges) - 200 * frequency) <= 2)
  }

  @Test func `a catalogue without a mainshock has the background's rate and more`() {
    var generator = RandomGenerator(seed: 3)
    let events = EpidemicAftershocks().events(days: 150, generator: &generator)
    #expect(events.count > 75 && events.allSatisfy { $0.magnitude >= 3 && $0.time < 150 })
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time < $1.time })
    let silent = EpidemicAftershocks(background: 1, productivity: 0)
    let alone = silent.events(days: 400, generator: &generator)
    #expect(abs(Double(alone.count) - 400) < 80)
  }

  @Test func `generators depend on nothing but the seed`() {
    func drawn() -> [Float] {
      var generator = RandomGenerator(seed: 5)
      let wells = wellLogs(depth: 30, generator: &generator)
      let decline = declineCurve(months: 20, generator: &generator)
      let wave = seismogram(time: 40, duration: 9, generator: &generator)
      let climate = climateProxy(count: 20, generator: &generator)
      return wells.logs.scalars + decline.rates + wave.trace + climate.proxies
    }
    #expect(drawn() == drawn())
    #expect(drawn().allSatisfy { $0.isFinite })
  }

  @Test func `pieces of a sine go on as the sine does`() {
    var generator = RandomGenerator(seed: 1)
    let pieces = sinePieces(
      count: 5,
      time: 12,
      period: 7,
      amplitude: 2,
      generator: &generator,
      as: Double.self
    )
    #expect(pieces.inputs.shape == [5, 12, 1] && pieces.targets.shape == [5, 1])
    // Any sine obeys x_{t+1} = 2 cos(2π / period) x_t − x_{t−1}.
    let factor = 2 * Double.cos(2 * .pi / 7)
    for row in 0..<5 {
      let wave = (0..<12).map { pieces.inputs[row, $0, 0] } + [pieces.targets[row, 0]]
      for t in 1..<12 { #expect(abs(wave[t + 1] - factor * wave[t] + wave[t - 1]) < 1e-12) }
    }
    #expect(Set((0..<5).map { pieces.inputs[$0, 0, 0] }).count == 5)
  }

  @Test func `numbers written out differ, and read as one says them`() {
    #expect(Set((0..<2000).map(numberInWords)).count == 2000)
    #expect(numberInWords(102) == "one hundred two")
    #expect(numberInWords(19_021) == "nineteen thousand twenty one")
  }

  @Test func `streams go on from chunk to chunk, and targets are what follows`() {
    let streams = nextSymbolStreams(Array(0..<23), count: 3)
    #expect(streams.inputs.map(\.count) == [7, 7, 7])
    #expect(streams.inputs.flatMap { $0 } == Array(0..<21))
    #expect(streams.targets.flatMap { $0 } == Array(1..<22))
  }

  @Test func `the bundled text is plain, and of a size a lesson can train on`() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let prose = try text(contentsOf: "/\(folder)/Lessons/data/bread.txt")
    #expect((10_000...50_000).contains(prose.count))
    #expect(prose.allSatisfy { $0.isASCII })
    #expect(Vocabulary(prose).tokens.count < 60)
    let error = #expect(throws: EngineError.self) { try text(contentsOf: "/nowhere/bread.txt") }
    #expect(error?.description.contains("/nowhere/bread.txt: the file cannot be opened") == true)
  }
}
