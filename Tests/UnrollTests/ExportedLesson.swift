/// A lesson with everything that an export has to bring along, rewrite or keep back.
///
/// Whatever must not leave an instructor's machine has `SECRET` in it.
enum ExportedLesson {
  static let text = #"""
    ---
    seed: 7
    ---
    # Half a step

    See [](#fig-steps), [](#tbl-parts), [](#eq-half), [](#a-table), [](02-next.md#more) and
    [the next](02-next.md). One note[^a]. Code stays: `[](#fig-steps)`.

    ![A loop](loop.svg)

    ```swift
    //| label: steps
    //| fig-cap: Steps of one half.
    let steps = (0..<4).map { 1 / Double(1 << $0) }
    print("sum", steps.reduce(0, +))
    lineChart(["step": steps], x: "t", y: "x")
    ```

    The last is `{swift} steps[3]`, the first `{swift} steps[0]`.

    $$x_t = x_{t-1} / 2 \label{eq-half}$$

    ## A table

    | Part | Size |
    |:-----|-----:|
    | one  |    1 |

    : Parts of *it* {#tbl-parts}

    ```swift
    //| label: guess
    //| predict: What is 2 + 3?
    2 + 3
    ```

    ```swift
    //| label: broken
    //| expect: crash
    let none: [Int] = []
    print(none[steps.count])
    ```

    > [!TIP] Draw
    > A draw is the same for all.

    ```swift
    //| label: draw
    Int.random(in: 0..<1000, using: &generator)
    ```

    ## Your turn

    Write it.

    ```swift
    //| exercise: half
    //| title: Half
    func half(_ x: Double) -> Double {
      // BEGIN SOLUTION
      let SECRET_ANSWER = x / 2
      return SECRET_ANSWER
      // END SOLUTION
    }
    ```

    ```hint half
    Divide by 2, as in [](#fig-steps).
    ```

    ```swift
    //| check: half
    check("halves 4", half(4) == 2)
    ```

    ```swift
    //| check: half
    //| hidden: true
    check("SECRET_CHECK", half(-2) == -1)
    ```

    ```swift
    //| wrong: half
    //| expect-message: halves 4
    func half(_ x: Double) -> Double { x + 1234.5 /* SECRET_WRONG */ }
    ```

    ```answer why-half
    //| title: Why half
    //| rubric:
    //|   - 2 => names the sum
    Why is the sum below two?
    ```

    [^a]: Zeno, about 450 BC.
    """#

  static let next = """
    # The next step

    ## More

    Words.
    """

  static func course() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("Lessons/README.md", "# Steps\n\nIn words.\n")
    try folder.file("Lessons/01-half.md", text)
    try folder.file("Lessons/02-next.md", next)
    try folder.file(
      "Lessons/loop.svg",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"
    )
    return folder
  }
}
