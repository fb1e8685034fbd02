import LessonRuntime
import Testing

extension HostedTests {
  @Suite struct CheckTests {
    static let comparisons: [(Double, Double, Double, Bool)] = [
      (1.0, 1.0, 1e-6, true), (1.0000005, 1, 1e-6, true), (1.000002, 1, 1e-6, false),
      (1_000_000.5, 1_000_000, 1e-6, true), (1_000_002, 1_000_000, 1e-6, false),
      (0.0000005, 0, 1e-6, true), (0.000002, 0, 1e-6, false), (-1, 1, 1e-6, false),
      (0.9, 1, 0.2, true), (.infinity, .infinity, 1e-6, true), (-.infinity, .infinity, 1, false),
      (.nan, .nan, 1, false), (1, .nan, 1, false), (.infinity, 1, 1, false),
    ]

    @Test("A check tells its title, its line and, if it fails, why")
    func conditions() {
      let outcomes = Recording.checks {
        check("one", 1 == 1, "never said", line: 3)
        check("two", 1 == 2, "they differ", line: 4)
        check("three", 1 == 2, line: 5)
      }
      #expect(
        outcomes == [
          .init(title: "one", passed: true, line: 3),
          .init(title: "two", passed: false, message: "they differ", line: 4),
          .init(title: "three", passed: false, line: 5),
        ]
      )
    }

    @Test("The line is that of the call")
    func line() {
      let here = #line + 1
      let outcomes = Recording.checks { check("here", true) }
      #expect(outcomes.map(\.line) == [here])
    }

    @Test("A value that is another is named beside the one expected")
    func values() {
      let outcomes = Recording.checks {
        check("same", [1, 2], equals: [1, 2])
        check("other", "left", equals: "right")
        check("none", Int?.none, equals: 4)
        check("literals", 1, equals: 2)
      }
      #expect(outcomes.map(\.passed) == [true, false, false, false])
      #expect(
        outcomes.map(\.message) == [
          "", "expected right, received left", "expected 4, received nil",
          "expected 2, received 1",
        ]
      )
    }

    @Test(
      "A number is compared within its tolerance, relative above 1 and absolute below",
      arguments: comparisons
    )
    func numbers(value: Double, expected: Double, tolerance: Double, passes: Bool) {
      let single = Recording.checks {
        check("number", value, equals: expected, tolerance: tolerance)
      }
      #expect(single.map(\.passed) == [passes])
      let list = Recording.checks {
        check("list", [0.5, value], equals: [0.5, expected], tolerance: tolerance)
      }
      #expect(list.map(\.passed) == [passes])
    }

    @Test("Numbers have a tolerance also where none is named")
    func unnamedTolerance() {
      let outcomes = Recording.checks {
        check("number", 0.1 + 0.2, equals: 0.3)
        check("list", [0.1 + 0.2], equals: [0.3])
        check("single precision", Float(0.1) * 3, equals: 0.3)
        check("too far", 0.3001, equals: 0.3)
        check("no number", [0.1 + 0.2 == 0.3], equals: [false])
      }
      #expect(outcomes.map(\.passed) == [true, true, true, false, true])
    }

    @Test("What has no bound reaches no limit but one without bound")
    func unbounded() {
      let infinity = Double.infinity
      let outcomes = Recording.checks {
        check("below", -infinity, below: 0.1)
        check("at least", infinity, atLeast: 0.99)
        check("credit", credit: infinity)
        check("seeds below", ofSeeds: 3, below: 0.1) { _ in -infinity }
        check("seeds above", .greatest, ofSeeds: 3, above: 0.1) { _ in infinity }
        check("nan", Double.nan, below: 1)
      }
      #expect(outcomes.map(\.passed) == Array(repeating: false, count: 6))
      #expect(outcomes[0].message == "expected less than 0.1, received -inf")
      let open = Recording.checks {
        check("below all", -infinity, below: infinity)
        check("at least all", infinity, atLeast: infinity)
        check("below", 0.05, below: 0.1)
        check("at least", 1.0, atLeast: 0.99)
        check("seeds", ofSeeds: 3, below: 0.1) { _ in 0.0 }
      }
      #expect(open.map(\.passed) == Array(repeating: true, count: 5))
    }

    @Test("The message names both numbers and, in a list, the first place")
    func messages() {
      let outcomes = Recording.checks {
        check("number", 0.5, equals: 0.25, tolerance: 0.1)
        check("list", [1.0, 2, 3], equals: [1, 2.5, 4])
        check("short", [Float(1)], equals: [1, 2])
      }
      #expect(
        outcomes.map(\.message) == [
          "expected 0.25 within 0.1, received 0.5",
          "at index 1: expected 2.5 within 1e-06, received 2.0",
          "expected 2 numbers [1.0, 2.0], received 1 number [1.0]",
        ]
      )
      #expect(outcomes.allSatisfy { !$0.passed })
    }

    @Test("Lists of different lengths are told with what they hold, long ones in part")
    func lengths() {
      let many = (0..<100).map(Double.init)
      let outcomes = Recording.checks {
        check("none", [Double](), equals: [1])
        check("many", many, equals: [0.5])
        check("whole numbers", [1, 2], equals: [1, 2, 3])
        check("texts", ["a"], equals: ["a", "b"])
        check("row", Tensor([1, 2]), equals: Tensor([1, 2, 3]))
        check("long", Array(0..<1000), equals: Array(0..<1000) + [7])
        check(
          "late",
          String(repeating: "a", count: 2000) + "b",
          equals: String(repeating: "a", count: 2000) + "c"
        )
      }
      let messages = outcomes.map(\.message)
      #expect(
        Array(messages.prefix(5)) == [
          "expected 1 number [1.0], received no number",
          "expected 1 number [0.5], received 100 numbers [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, "
            + "11.0, … 88 more]",
          "expected [1, 2, 3], received [1, 2]",
          "expected [\"a\", \"b\"], received [\"a\"]",
          "expected shape [3], received [2]: expected 3 numbers [1.0, 2.0, 3.0], received 2 numbers [1.0, 2.0]",
        ]
      )
      #expect(messages.allSatisfy { $0.count < 1000 })
      #expect(
        messages[5].contains("998, 999, 7]")
          && messages[5].hasSuffix("; there are 1000 in place of 1001")
      )
      #expect(messages[6].contains("aac, received …") && messages[6].hasSuffix("aab"))
    }

    @Test("The index at which lists first differ is named, at any depth")
    func indices() {
      let outcomes = Recording.checks {
        check("flat", [1, 2, 3], equals: [1, 5, 4])
        check("rows", [[1, 2], [3, 4]], equals: [[1, 2], [3, 5]])
        check("a shorter row", [[1, 2], [3]], equals: [[1, 2], [3, 5]])
        check("words", ["a", "b"], equals: ["a", "c"])
        check("one", [1], equals: [2])
        check("one row", [[true, false]], equals: [[true, true]])
        check("conditions", [true, false], equals: [true, true])
        check("maybe", [Int?.none, 2], equals: [1, 2])
      }
      #expect(
        outcomes.map(\.message) == [
          "expected [1, 5, 4], received [1, 2, 3]; first at index 1: 2 in place of 5",
          "expected [[1, 2], [3, 5]], received [[1, 2], [3, 4]]; first at index [1, 1]: 4 in place of 5",
          "expected [[1, 2], [3, 5]], received [[1, 2], [3]]; first at index 1: [3] in place of [3, 5]",
          "expected [\"a\", \"c\"], received [\"a\", \"b\"]; first at index 1: b in place of c",
          "expected [2], received [1]",
          "expected [[true, true]], received [[true, false]]; first at index [0, 1]: false in place of true",
          "expected [true, true], received [true, false]; first at index 1: false in place of true",
          "expected [Optional(1), Optional(2)], received [nil, Optional(2)]; first at index 0: nil in place of 1",
        ]
      )
    }

    @Test("What has no order is told in the same one at every run")
    func unordered() {
      let outcomes = Recording.checks {
        check("counts", ["b": 1, "a": 2, "c": 3], equals: ["a": 2])
        check("members", Set([3, 1, 2]), equals: Set<Int>())
        check("none", [String: Int](), equals: ["a": 2])
      }
      #expect(
        outcomes.map(\.message) == [
          "expected [\"a\": 2], received [\"a\": 2, \"b\": 1, \"c\": 3]",
          "expected [], received [1, 2, 3]",
          "expected [\"a\": 2], received [:]",
        ]
      )
    }

    @Test("A limit tells what was asked and what came, and what has no bound keeps to none")
    func limits() {
      let outcomes = Recording.checks {
        check("at least", 2, atLeast: 3)
        check("at most", 0.5, atMost: 0.25)
        check("above", 0, above: 0)
        check("below", Float(2), below: 2)
        check("in", 21, in: 1...20)
        check("infinite", Double.infinity, above: 1)
        check("no number", Double.nan, in: 0...1)
        check("kept", 3, atLeast: 3)
        check("kept", 3, atMost: 3)
        check("kept", 3, in: 1...3)
        check("kept", Double.infinity, atLeast: Double.infinity)
      }
      #expect(
        outcomes.map(\.message) == [
          "expected at least 3, received 2", "expected at most 0.25, received 0.5",
          "expected more than 0, received 0", "expected less than 2.0, received 2.0",
          "expected from 1 to 20, received 21", "expected more than 1.0, received inf",
          "expected from 0.0 to 1.0, received nan", "", "", "", "",
        ]
      )
      #expect(
        outcomes.map(\.passed) == [Bool](repeating: false, count: 7)
          + Array(repeating: true, count: 4)
      )
    }

    @Test("Values that belong together are told by their names")
    func names() {
      let outcomes = Recording.checks {
        check("both", named: ["precision": 0.5, "recall": 1], equals: [0.5, 0.25])
        check("lists", named: ["choose": [1], "learn": [2, 3]], equals: [[1], [2, 4]])
        check("near", named: ["w": 1.01, "v": 2], equals: [1, 2], tolerance: 0.1)
      }
      #expect(
        outcomes.map(\.message) == [
          "recall: expected 0.25 within 1e-06, received 1.0",
          "learn: expected [2, 4], received [2, 3]; first at index 1: 3 in place of 4", "",
        ]
      )
    }
  }
}
