/// What a check can say.
enum CheckReference {
  static let entries: [ReferenceEntry] = [
    ReferenceEntry(
      name: "condition",
      forms: [
        #"check(_ title: String, _ condition: Bool, _ message: String = "", points: Double? = nil)"#
      ],
      meaning: #"The condition is true."#,
      example: #"check("it holds", 1 + 1 == 2, "one and one make two")"#
    ),
    ReferenceEntry(
      name: "credit",
      forms: [
        #"check(_ title: String, credit: Double, _ message: String = "", points: Double? = nil)"#
      ],
      meaning: #"The credit is 1; less earns its share of the points."#,
      example: #"check("names", credit: 1.0, "all are right")"#
    ),
    ReferenceEntry(
      name: "equals",
      forms: [
        #"check<Scalar: TensorScalar & BinaryFloatingPoint>(_ title: String, _ tensor: TensorOf<Scalar>, equals expected: TensorOf<Scalar>, lookAt: String = "", points: Double? = nil)"#,
        #"check<Scalar: TensorScalar & BinaryFloatingPoint>(_ title: String, _ tensor: TensorOf<Scalar>, equals expected: TensorOf<Scalar>, tolerance: Double, lookAt: String = "", points: Double? = nil)"#,
        #"check<Scalar: TensorScalar & BinaryFloatingPoint>(_ title: String, _ variable: VariableOf<Scalar>, equals expected: TensorOf<Scalar>, lookAt: String = "", points: Double? = nil)"#,
        #"check<Scalar: TensorScalar & BinaryFloatingPoint>(_ title: String, _ variable: VariableOf<Scalar>, equals expected: TensorOf<Scalar>, tolerance: Double, lookAt: String = "", points: Double? = nil)"#,
        #"check<Value: Equatable>(_ title: String, _ value: Value, equals expected: Value, lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ value: Number, equals expected: Number, lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ values: [Number], equals expected: [Number], lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ value: Number, equals expected: Number, tolerance: Double, lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ values: [Number], equals expected: [Number], tolerance: Double, lookAt: String = "", points: Double? = nil)"#,
      ],
      meaning:
        #"Values, numbers, lists, tensors or variables agree; the first index that does not is named."#,
      example: #"check("sum", [0.1 + 0.2], equals: [0.3], tolerance: 1e-6)"#
    ),
    ReferenceEntry(
      name: "atLeast",
      forms: [
        #"check<Value: Comparable>(_ title: String, _ value: Value, atLeast limit: Value, lookAt: String = "", points: Double? = nil)"#
      ],
      meaning: #"A value is at least a limit."#,
      example: #"check("accuracy", 0.995, atLeast: 0.99)"#
    ),
    ReferenceEntry(
      name: "atMost",
      forms: [
        #"check<Value: Comparable>(_ title: String, _ value: Value, atMost limit: Value, lookAt: String = "", points: Double? = nil)"#
      ],
      meaning: #"A value is at most a limit."#,
      example: #"check("steps", 40, atMost: 50)"#
    ),
    ReferenceEntry(
      name: "below",
      forms: [
        #"check<Value: Comparable>(_ title: String, _ value: Value, below limit: Value, lookAt: String = "", points: Double? = nil)"#
      ],
      meaning: #"A value is below a limit."#,
      example: #"check("loss", 0.05, below: 0.1)"#
    ),
    ReferenceEntry(
      name: "above",
      forms: [
        #"check<Value: Comparable>(_ title: String, _ value: Value, above limit: Value, lookAt: String = "", points: Double? = nil)"#
      ],
      meaning: #"A value is above a limit."#,
      example: #"check("gain", 1.2, above: 1)"#
    ),
    ReferenceEntry(
      name: "in",
      forms: [
        #"check<Value: Comparable>(_ title: String, _ value: Value, in range: ClosedRange<Value>, lookAt: String = "", points: Double? = nil)"#
      ],
      meaning: #"A value lies within a range, its ends included."#,
      example: #"check("order", 4, in: 1...20)"#
    ),
    ReferenceEntry(
      name: "named",
      forms: [
        #"check<Value: Equatable>(_ title: String, named values: KeyValuePairs<String, Value>, equals expected: [Value], lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, named values: KeyValuePairs<String, Number>, equals expected: [Number], lookAt: String = "", points: Double? = nil)"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, named values: KeyValuePairs<String, Number>, equals expected: [Number], tolerance: Double, lookAt: String = "", points: Double? = nil)"#,
      ],
      meaning: #"Values that belong together agree; the first that does not is named."#,
      example: #"check("measures", named: ["precision": 1.0, "recall": 0.5], equals: [1, 0.5])"#
    ),
    ReferenceEntry(
      name: "hasShape",
      forms: [
        #"check<Scalar: TensorScalar>(_ title: String, _ tensor: TensorOf<Scalar>, hasShape expected: [Int], lookAt: String = "", points: Double? = nil)"#,
        #"check<Scalar: TensorScalar>(_ title: String, _ variable: VariableOf<Scalar>, hasShape expected: [Int], lookAt: String = "", points: Double? = nil)"#,
      ],
      meaning: #"The shape is this one."#,
      example: #"check("shape", Tensor([[1, 2], [3, 4]]), hasShape: [2, 2])"#
    ),
    ReferenceEntry(
      name: "gradientsOf",
      forms: [
        #"check(_ title: String, gradientsOf inputs: KeyValuePairs<String, VariableOf<Double>>, tolerance: Double = 1e-6, lookAt: String = "", points: Double? = nil, _ function: () -> VariableOf<Double>)"#,
        #"check<M: Model>(_ title: String, gradientsOf model: M, tolerance: Double = 1e-6, lookAt: String = "", points: Double? = nil, _ function: () -> VariableOf<Double>) where M.Scalar == Double"#,
      ],
      meaning:
        #"`backward()` agrees with central differences, of variables by name or of a model."#,
      example: #"""
        let w = VariableOf<Double>(TensorOf([1, 2]))
        check("gradients", gradientsOf: ["w": w]) { (w * w).sum() }
        """#
    ),
    ReferenceEntry(
      name: "gradient",
      forms: [
        #"check(_ title: String, gradient: TensorOf<Double>, at point: TensorOf<Double>, epsilon: Double = 1e-5, tolerance: Double = 1e-6, lookAt: String = "", points: Double? = nil, of function: (TensorOf<Double>) -> Double)"#
      ],
      meaning: #"A gradient by hand agrees with central differences."#,
      example:
        #"check("gradient", gradient: TensorOf<Double>([2.0, 4.0]), at: TensorOf<Double>([1.0, 2.0])) { x in x.scalars.reduce(0) { $0 + $1 * $1 } }"#
    ),
    ReferenceEntry(
      name: "ofSeeds",
      forms: [
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ statistic: SeedStatistic = .median, ofSeeds seeds: Int, from first: UInt64 = 1, below limit: Number, lookAt: String = "", points: Double? = nil, _ measure: (inout RandomGenerator) throws -> Number) rethrows"#,
        #"check<Number: BinaryFloatingPoint>(_ title: String, _ statistic: SeedStatistic = .median, ofSeeds seeds: Int, from first: UInt64 = 1, above limit: Number, lookAt: String = "", points: Double? = nil, _ measure: (inout RandomGenerator) throws -> Number) rethrows"#,
      ],
      meaning:
        #"A statistic over seeds (`.median`, `.mean`, `.smallest`, `.greatest`) keeps to a limit."#,
      example:
        #"check("mean", .median, ofSeeds: 3, below: 1.0) { generator in Double.random(in: 0..<1, using: &generator) }"#
    ),
    ReferenceEntry(
      name: "throwsContaining",
      forms: [
        #"check<Value>(_ title: String, throwsContaining text: String, lookAt: String = "", points: Double? = nil, _ body: () throws -> Value)"#
      ],
      meaning: #"An error is thrown whose description holds this text."#,
      example: #"""
        struct Empty: Error, CustomStringConvertible { var description = "no input" }
        func first(_ list: [Int]) throws -> Int {
          guard let value = list.first else { throw Empty() }
          return value
        }
        check("refuses none", throwsContaining: "no input") { try first([]) }
        """#
    ),
    ReferenceEntry(
      name: "throws",
      forms: [
        #"check<Value, Failure: Error & Equatable>(_ title: String, throws expected: Failure, lookAt: String = "", points: Double? = nil, _ body: () throws -> Value)"#
      ],
      meaning: #"This one error is thrown."#,
      example: #"""
        enum Fault: Error { case shape }
        func fail() throws { throw Fault.shape }
        check("the shape", throws: Fault.shape) { try fail() }
        """#
    ),
    ReferenceEntry(
      name: "prints",
      forms: [
        #"check(_ title: String, prints expected: String, lookAt: String = "", points: Double? = nil, _ body: () throws -> Void) rethrows"#
      ],
      meaning: #"This is printed."#,
      example: #"check("says it", prints: "hello") { print("hello") }"#
    ),
    ReferenceEntry(
      name: "follows",
      forms: [
        #"check(_ title: String, _ trace: StepTrace, follows reference: StepTrace, tolerance: Double = 1e-5, lookAt: KeyValuePairs<String, String> = [:], points: Double? = nil)"#
      ],
      meaning:
        #"Two `StepTrace`s agree; the first time step, part and index that differ are named."#,
      example: #"""
        let reference = StepTrace("h", [Tensor([0.5])])
        check("steps", reference, follows: reference)
        """#
    ),
    ReferenceEntry(
      name: "adviseTime",
      forms: [
        #"adviseTime<Value>(_ what: String, under seconds: Double, _ body: () throws -> Value) rethrows -> Value"#
      ],
      meaning: #"Tells of what takes longer than it should; never counted."#,
      example: #"adviseTime("One epoch", under: 5) { print("trained") }"#
    ),
  ]
}
