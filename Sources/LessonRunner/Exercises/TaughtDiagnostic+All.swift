extension TaughtDiagnostic {
  /// All that is taught; the first that matches counts, so the particular stands before the general.
  static let all: [TaughtDiagnostic] = crashes + tensors + numbers + language

  private static let crashes: [TaughtDiagnostic] = [
    .init("stub", #"your code here"#, "Here your code is to stand: replace this line by it."),
    .init(
      "shapes",
      #"(matmul|\+|-|\*|/|concatenated|stacked|broadcast|reshaped)[^:]*: .*(shape|axis|axes|\] × \[)"#,
      """
      Shapes that do not fit. In a product [a, b] × [b, c] the inner lengths are the same; a bias [c] is \
      added to every row. Print the `.shape` of both sides just before this line.
      """,
      [.matrices, .tensors]
    ),
    .init(
      "backward",
      #"backward: "#,
      """
      `backward()` starts from one number, the loss, and uses its tape up: reduce with `.sum()` or \
      `.mean()`, and compute the loss anew before each call.
      """,
      [.tape]
    ),
    .init(
      "no-gradient",
      #"no gradient has arrived"#,
      """
      No gradient came there: `backward()` was not called, or the loss does not depend on it. A tensor \
      (`.value`) in between cuts the tape.
      """,
      [.tape, .oldGradients]
    ),
    .init(
      "index",
      #"Index out of range|out of bounds"#,
      """
      An index beyond the end. Indices count from 0: of n time steps the last is n - 1, and the step \
      before the first does not exist.
      """
    ),
    .init(
      "nil",
      #"unexpectedly found nil|Unexpectedly found nil"#,
      "A `!` met nil. Write `if let` or `guard let`, and say what happens when there is nothing."
    ),
    .init(
      "division",
      #"[Dd]ivision by zero|[Rr]emainder of a division"#,
      "An `Int` was divided by 0."
    ),
    .init(
      "overflow",
      #"arithmetic overflow|Arithmetic overflow|result in an overflow|Not enough bits"#,
      """
      An `Int` came out too large, or negative where it may not be: did the product or difference \
      belong in `Double`?
      """
    ),
    .init(
      "range",
      #"Range requires lowerBound"#,
      "A range ran backwards: `a..<b` needs a ≤ b. For time steps from the last, use `.reversed()`."
    ),
    .init(
      "recursion",
      #"^stack overflow"#,
      "A function calls itself without end: what is the first step, which must not call it again?"
    ),
    .init(
      "time",
      #"^time limit"#,
      """
      It ran too long: is there a loop that never ends, or a training with more steps than it needs?
      """
    ),
    .init(
      "memory",
      #"^memory limit"#,
      """
      It kept too much: a tape that is carried from step to step grows without end; cut it with \
      `.detached()` or `noGradient`.
      """
    ),
  ]

  private static let tensors: [TaughtDiagnostic] = [
    .init(
      "variable-as-tensor",
      #"of type '(Variable|VariableOf<\w+>)'.* type '(Tensor|TensorOf<\w+>)'"#,
      """
      A `Variable` keeps the tape for gradients, a `Tensor` holds numbers alone. Take the numbers with \
      `.value`, or stay with variables if gradients are to flow.
      """,
      [.tape, .scratch]
    ),
    .init(
      "tensor-as-variable",
      #"of type '(Tensor|TensorOf<\w+>)'.* type '(Variable|VariableOf<\w+>)'"#,
      """
      Here a `Variable` is wanted: `Variable(constant: t)` for data, `Variable(t)` for a weight that is \
      to be trained.
      """,
      [.tape, .scratch]
    ),
    .init(
      "tensor-precision",
      #"(TensorOf|VariableOf)<Double>.*(Tensor|Variable|<Float>)|(Tensor|Variable|<Float>)'?.*(TensorOf|VariableOf)<Double>"#,
      """
      One side holds `Double`, the other `Float`: `Tensor` and `Variable` are of `Float`. Make both of \
      one kind from the start.
      """,
      [.tensors, .matrices]
    ),
    .init(
      "tensor-as-number",
      #"of type '(Tensor|TensorOf<\w+>|Variable|VariableOf<\w+>)'.* type '(Float|Double|Int)'"#,
      "A tensor is no number, even with one element: `.item` takes the one number out.",
      [.tensors]
    ),
    .init(
      "number-as-tensor",
      #"of type '(Float|Double|\[+(Float|Double)\]+)'.* type '(Tensor|TensorOf<\w+>)'"#,
      "Here a tensor is wanted: `Tensor(x)` makes one from a number or from nested lists of numbers.",
      [.tensors]
    ),
    .init(
      "tensor-and-double",
      #"operands of type '(TensorOf|VariableOf)<Float>' and '(Double|Int)'|operands of type '(Double|Int)' and '(TensorOf|VariableOf)<Float>'"#,
      "The elements are `Float`, this number is not: write `Float(x)`, or a literal such as `3`.",
      [.tensors]
    ),
  ]

  private static let numbers: [TaughtDiagnostic] = [
    .init(
      "float-and-double",
      #"'Float'.*'Double'|'Double'.*'Float'"#,
      """
      Swift mixes no kinds of numbers. A literal such as `1.0` is a `Double` unless its type is written; \
      the engine's numbers are `Float`. Convert one side: `Float(x)` or `Double(x)`.
      """,
      [.tensors]
    ),
    .init(
      "int-and-double",
      #"'Int'.*'(Double|Float)'|'(Double|Float)'.*'Int'"#,
      """
      A count and a number with a fraction meet: convert the count, `Double(n)` or `Float(n)`. Between \
      two `Int` the `/` drops the fraction.
      """
    ),
    .init(
      "power",
      #"no operator '(\*\*|\^\^)'"#,
      "Swift has no operator for powers: write `x * x`, or `.squared()` and `.power(n)` of a tensor."
    ),
    .init(
      "optional",
      #"optional type '.*' must be unwrapped"#,
      """
      The value may be missing (`first` of an empty list is nil): give a value for that case, \
      `x ?? 0`, or `guard let`.
      """
    ),
  ]

  private static let language: [TaughtDiagnostic] = [
    .init(
      "try",
      #"can throw,? but|errors thrown from here"#,
      """
      This call can fail: put `try` before it. The function around it then says `throws`, if the \
      exercise asks for that, or handles it with `do … catch`.
      """
    ),
    .init(
      "conflict-marker",
      #"source control conflict marker"#,
      """
      Here your answer and the revised lesson changed the same lines: keep what is right and remove the \
      lines <<<<<<<, ======= and >>>>>>>.
      """
    ),
    .init(
      "missing-return",
      #"missing return"#,
      """
      The function ends without a result on some path. A body of one expression needs no `return`; with \
      more statements, each path does.
      """
    ),
    .init(
      "let-changed",
      #"is a 'let' constant|'self' is immutable|on immutable value|isn't mutable"#,
      """
      What `let` names, a parameter or `self`, does not change. Declare a `var`, copy it into one \
      (`var h = h`), or return the new value.
      """
    ),
    .init(
      "inout",
      #"inout parameter requires explicit '&'"#,
      "The function changes what it is given: pass it with `&`, as in `generator: &generator`."
    ),
    .init(
      "inout-captured",
      #"escaping closure captures 'inout'"#,
      "A closure that is kept cannot change a caller's variable: draw the numbers before you make it."
    ),
    .init(
      "labels",
      #"argument labels?|missing arguments? for|extra arguments?"#,
      "The call and the function disagree on arguments: compare with the signature at the top of the file."
    ),
    .init(
      "unused-gradient",
      #"immutable value '\w*([gG]rad|d[A-Z])\w*' was never used|variable '\w*[gG]rad\w*' was (never used|written to)"#,
      """
      A gradient is computed and then not used: without an update such as `w -= rate * gradient` \
      nothing is learned.
      """,
      [.tape]
    ),
    .init(
      "unused",
      #"was never used|is unused"#,
      """
      A result is computed and dropped. Operations give new values and change nothing in place: name \
      the result, or return it.
      """
    ),
    .init(
      "conformance",
      #"does not conform to protocol"#,
      "The type lacks something that its protocol asks for: compare names, labels and types one by one."
    ),
    .init(
      "member",
      #"has no member"#,
      """
      There is no such operation by this name: look at how the lesson's blocks write it, such as \
      `matmul`, `tanh`, `select(axis:index:)`.
      """
    ),
    .init(
      "unknown-name",
      #"cannot find (type |operator )?'.*' in scope|no operator '"#,
      """
      Nothing before this exercise has that name: is it spelled as in the signature, and declared \
      before it is used?
      """
    ),
    .init(
      "slow-types",
      #"unable to type-check this expression"#,
      "The formula is too long for the compiler: split it into lines, each with a name."
    ),
    .init(
      "brace",
      #"expected '[\)\}\]]'"#,
      "A bracket is not closed: count them from the line that is named backwards."
    ),
    .init(
      "spaces",
      #"consecutive statements on a line"#,
      """
      Swift reads two statements here. A word is misspelled, or an operator has a space on one side \
      only: write `a + b` or `a+b`.
      """
    ),
    .init(
      "types",
      #"cannot convert|cannot be applied to operands"#,
      "The kinds of values differ: read which type is there, and which is wanted."
    ),
  ]
}
