import LessonRuntime
import Testing

extension HostedTests {
  @Suite struct VocabularyTests {
    struct Refused: Error, Equatable, CustomStringConvertible {
      var description = "no input: give at least one"
    }

    @Test("The author's words on what to look at follow the message")
    func lookAt() {
      let outcomes = Recording.checks {
        check("sum", 3, equals: 4, lookAt: "the sign of the bias")
        check("list", [1.0], equals: [1, 2], lookAt: "the last step")
        check("sum", 4, equals: 4, lookAt: "nothing")
      }
      #expect(
        outcomes.map(\.message) == [
          "expected 4, received 3; look at the sign of the bias",
          "expected 2 numbers [1.0, 2.0], received 1 number [1.0]; look at the last step", "",
        ]
      )
    }

    @Test("A number is held against a limit, and nan keeps to none")
    func limits() {
      let outcomes = Recording.checks {
        check("at", 0.5, atLeast: 0.5)
        check("short", Float(0.25), atLeast: 0.5, lookAt: "the wiring")
        check("nan", Double.nan, atLeast: 0)
        check("less", 0.25, below: 0.5)
        check("at", 0.5, below: 0.5)
        check("nan", Double.nan, below: 1)
      }
      #expect(
        outcomes.map(\.message) == [
          "", "expected at least 0.5, received 0.25; look at the wiring",
          "expected at least 0.0, received nan", "", "expected less than 0.5, received 0.5",
          "expected less than 1.0, received nan",
        ]
      )
    }

    @Test("Points and partial credit travel with the check")
    func credit() {
      let reports = Recording.events {
        check("all", true, points: 2)
        check("some", credit: 0.25, "1 of 4", points: 3)
        check("more than all", credit: 7)
        check("nothing", credit: .nan)
        check("tenths", credit: (1...10).reduce(0.0) { sum, _ in sum + 0.1 })
        check("nearly", credit: 0.999)
      }.compactMap { event -> CheckReport? in
        if case .check(let report) = event { report } else { nil }
      }
      #expect(reports.map(\.points) == [2, 3, nil, nil, nil, nil])
      #expect(reports.map(\.credit) == [1, 0.25, 1, 0, 1, 0.999])
      #expect(reports.map(\.passed) == [true, false, true, false, true, false])
      #expect(reports.map(\.message) == ["", "1 of 4", "", "", "", ""])
    }

    @Test("A check that is worth nothing, or no number, ends its block with the fix")
    func worthless() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        check("all", true, points: -1)
      }
      let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(
        said.contains("points is -1.0: a check is worth a number above 0; leave 'points' out")
      )
      for points in ["zero", "infinite", "nan"] {
        await #expect(processExitsWith: .failure) { [points = points as String] in
          let worth = ["zero": 0, "infinite": Double.infinity, "nan": .nan]
          check("all", true, points: worth[points])
        }
      }
    }

    @Test("Shapes that differ are told with what is likely behind it")
    func shapes() {
      let outcomes = Recording.checks {
        check("same", Tensor.zeros([2, 3]), hasShape: [2, 3])
        check("turned", Tensor.zeros([2, 3]), hasShape: [3, 2])
        check("order", Tensor.zeros([2, 3, 4]), hasShape: [3, 2, 4])
        check("ones", Tensor.zeros([2, 1]), hasShape: [2])
        check("axes", Tensor.zeros([5]), hasShape: [2, 3])
        check("widths", Variable(Tensor.zeros([2, 4])), hasShape: [2, 3])
      }
      #expect(
        outcomes.map(\.message) == [
          "", "expected shape [3, 2], received [2, 3], which is transposed",
          "expected shape [3, 2, 4], received [2, 3, 4], the same axes in another order",
          "expected shape [2], received [2, 1], which differs in axes of length 1",
          "expected shape [2, 3], received [5]: 1 axis in place of 2",
          "expected shape [2, 3], received [2, 4]",
        ]
      )
    }

    @Test("A tensor's first difference is named by its index")
    func tensors() {
      let expected = Tensor([[1, 2], [3, 4]])
      let outcomes = Recording.checks {
        check("same", expected, equals: expected)
        check("near", expected + 1e-7, equals: expected)
        check("one", Tensor([[1, 2], [5, 4]]), equals: expected)
        check("all", Variable(expected + 1), equals: expected, tolerance: 0.1)
        check("shape", Tensor([1, 2]), equals: expected)
        check("number", Tensor(1), equals: Tensor(2))
      }
      #expect(
        outcomes.map(\.message) == [
          "", "", "at [1, 0]: expected 3.0 within 1e-05, received 5.0",
          "at [0, 0]: expected 1.0 within 0.1, received 2.0; 4 of 4 numbers differ",
          "expected shape [2, 2], received [2]: 1 axis in place of 2",
          "expected 2.0 within 1e-05, received 1.0",
        ]
      )
    }

    @Test("Gradients are compared with central differences")
    func gradients() {
      let x = VariableOf<Double>(TensorOf([1, 2]))
      let point = TensorOf<Double>([1, 2])
      func squares(_ x: TensorOf<Double>) -> Double { x.squared().sum().scalars[0] }
      let outcomes = Recording.checks {
        check("tape", gradientsOf: ["x": x]) { (x * x).sum() }
        check("cut", gradientsOf: ["x": x]) {
          (x * VariableOf(constant: x.value)).sum()
        }
        check("right", gradient: point * 2, at: point, of: squares)
        check("half", gradient: point, at: point, of: squares)
        check("sign", gradient: point * -2, at: point, lookAt: "the minus", of: squares)
        check("none", gradient: point * 0, at: point, of: squares)
        check("shape", gradient: TensorOf([[2, 4]]), at: point, of: squares)
      }
      #expect(
        outcomes.map(\.message) == [
          "", "∂/∂x[0] is 2 by central differences, received 1: it is half of it", "",
          "the derivative at [0] is 2 by central differences, received 1: it is half of it",
          "the derivative at [0] is 2 by central differences, received -2: the sign is wrong; look at the minus",
          "the derivative at [0] is 2 by central differences, received 0: nothing arrives there",
          "expected shape [2], received [1, 2], which differs in axes of length 1; a gradient has the shape of its input",
        ]
      )
    }

    @Test("A statistic over seeds names what each seed gave")
    func seeds() {
      func measure(_ numbers: [Double]) -> (inout RandomGenerator) -> Double {
        var index = -1
        return { _ in
          index += 1
          return numbers[index]
        }
      }
      let outcomes = Recording.checks {
        check("median", ofSeeds: 3, below: 2.0, measure([9, 1, 1.5]))
        check("median", ofSeeds: 4, below: 2.0, measure([9, 1, 3, 1.5]))
        check("mean", .mean, ofSeeds: 2, from: 7, above: 4.0, measure([3, 4]))
        check("worst", .greatest, ofSeeds: 2, below: 4.0, measure([3, 4]))
        check("best", .smallest, ofSeeds: 2, above: 2.0, measure([3, 4]))
        check("nan", ofSeeds: 3, below: 2.0, measure([1, 1, .nan]))
      }
      #expect(
        outcomes.map(\.message) == [
          "",
          "expected the median of 4 seeds below 2.0, received 2.25 (seeds from 1: 9, 1, 3, 1.5)",
          "expected the mean of 2 seeds above 4.0, received 3.5 (seeds from 7: 3, 4)",
          "expected the greatest of 2 seeds below 4.0, received 4 (seeds from 1: 3, 4)", "",
          "seed 3 gave nan; expected numbers below 2.0",
        ]
      )
    }

    @Test("The generators of a statistic are new for each seed and the same every time")
    func generators() {
      var drawn: [Float] = []
      for _ in 1...2 {
        _ = Recording.checks {
          check("draw", ofSeeds: 2, below: 2.0) { generator in
            drawn.append(Tensor.uniform([1], in: 0...1, generator: &generator).scalars[0])
            return 0.0
          }
        }
      }
      #expect(drawn.count == 4 && drawn[0] != drawn[1])
      #expect(drawn[0] == drawn[2] && drawn[1] == drawn[3])
    }

    @Test("Errors are compared by what they say, or as values")
    func errors() {
      let outcomes = Recording.checks {
        check("says", throwsContaining: "no input") { throw Refused() }
        check("says other", throwsContaining: "too long") { throw Refused() }
        check("returns", throwsContaining: "no input") { 5 }
        check("is void", throwsContaining: "") {}
        check("is", throws: Refused()) { throw Refused() }
        check("is other", throws: Refused(description: "a")) { throw Refused() }
        check("none", throws: Refused()) { 5 }
      }
      #expect(
        outcomes.map(\.message) == [
          "",
          "expected an error that says 'too long', received the error 'no input: give at least one'",
          "expected an error that says 'no input', received the value 5",
          "expected an error, received none", "",
          "expected the error 'a', received 'no input: give at least one'",
          "expected the error 'no input: give at least one', received none",
        ]
      )
    }

    @Test("Printed text is compared line by line, and output goes on afterwards")
    func output() {
      let outcomes = Recording.checks {
        check("same", prints: "one\ntwo") { print("one \ntwo\n") }
        check("line", prints: "one\ntwo") { print("one\n2") }
        check("short", prints: "one\ntwo") { print("one") }
        check("long", prints: "") { print("one") }
      }
      #expect(
        outcomes.map(\.message) == [
          "", "at line 2 of the output: expected 'two', received '2'",
          "at line 2 of the output: expected 'two', received its end",
          "at line 1 of the output: expected its end, received 'one'",
        ]
      )
    }

    @Test("The first divergence is named by time step, part and index, with both values")
    func divergence() {
      func trace(_ gate: Float, steps: Int = 3, lacks: Bool = false) -> StepTrace {
        var trace = StepTrace()
        for step in 0..<steps {
          trace.beginStep()
          trace.record("input gate", Tensor([[1, 2]]))
          if !(lacks && step == 1) {
            trace.record("forget gate", Tensor([[1, step == 1 ? gate : 0]]))
          }
          trace.record("state", Double(step) * Double(gate))
        }
        return trace
      }
      let outcomes = Recording.checks {
        check("same", trace(0.5), follows: trace(0.5))
        check(
          "gate",
          trace(0.25),
          follows: trace(0.5),
          lookAt: ["state": "the sum", "forget gate": "its bias"]
        )
        check("lacks", trace(0.5, lacks: true), follows: trace(0.5))
        check("short", trace(0.5, steps: 2), follows: trace(0.5))
        check("empty", StepTrace(), follows: trace(0.5))
        check("first", StepTrace("h", [Tensor(1)]), follows: StepTrace("h", [Tensor(2)]))
      }
      #expect(
        outcomes.map(\.message) == [
          "",
          "first differs at time step 2, forget gate: at [0, 1]: expected 0.5 within 1e-05, received 0.25; before it all agree: step 1, and input gate of this step; look at its bias",
          "time step 2 has no forget gate",
          "expected 3 time steps, received 2; those that both have agree",
          "expected 3 time steps, received 0",
          "first differs at time step 1, h: expected 2.0 within 1e-05, received 1.0",
        ]
      )
    }

    @Test("Time is advice: nothing fails by it")
    func advice() {
      let events = Recording.events {
        let slow = adviseTime("One epoch", under: 0) { 5 }
        let fast = adviseTime("One epoch", under: 1000) { 6 }
        check("values", slow + fast, equals: 11)
      }
      #expect(events.count == 2)
      guard case .advice(let sentence) = events.first else {
        Issue.record("there was no advice")
        return
      }
      #expect(sentence.hasPrefix("One epoch took ") && sentence.hasSuffix("; 0 s is within reach"))
    }
  }
}
