import Foundation

/// The files of a course that begins.
struct CourseTemplate {
  let title: String

  /// The files, by their paths in the course's folder.
  var files: [(path: String, text: String)] {
    [
      ("README.md", readme), (".gitignore", ignored), ("Lessons/README.md", introduction),
      ("Lessons/course.yml", settings), ("Lessons/01-first-steps.md", lesson),
      ("Lessons/data/level.csv", data), ("Lessons/data/README.md", origin),
      (".github/workflows/course.yml", CourseTemplate.github),
      (".gitlab-ci.yml", CourseTemplate.gitlab),
    ]
  }

  private var readme: String {
    """
    # \(title)

    A course whose lessons run: Unroll computes each number in them by the code beside it.

    ```sh
    unroll serve              # the course in a browser, anew at every save
    unroll new lesson gates   # the next lesson
    unroll new exercise clip --in gates
    unroll accept             # record what the lessons compute
    unroll check              # all that must hold before publishing
    unroll build              # the site, in Site/public
    unroll help options       # every option of a block; charts, checks and format tell the rest
    ```

    ## Publish

    `.github/workflows/course.yml` checks the course at every push and publishes the branch `main` on GitHub Pages:
    choose "GitHub Actions" in Settings, Pages, and set the variable `UNROLL_SOURCE` in Settings, Secrets and variables,
    Actions, to the address from which Unroll's sources are cloned. `.gitlab-ci.yml` does the same on GitLab, with the
    variable in Settings, CI/CD. `Lessons/recorded` belongs in the repository: checks compare with it.

    """
  }

  private var ignored: String {
    """
    # What commands make anew.
    /Site/public/
    /.unroll/
    # Answers, hand-ins and grades are nobody else's.
    /Work/
    /submitted/
    /grades/
    /grades-*-of-*/
    /releases/

    """
  }

  private var introduction: String {
    """
    # \(title)

    Lessons that run: what you read is what the code beside it computed.

    """
  }

  private var settings: String {
    """
    # What the site says of itself; `unroll help format` lists the keys.
    lang: en
    # authors: [Your Name]
    # licence: CC-BY-4.0
    # base-url: https://example.org/course/

    """
  }

  private var origin: String {
    """
    # Data

    `level.csv`: made up for this lesson, a level that falls and rises over twelve days. Say here of each file where it is from and
    how it may be used.

    """
  }

  private var data: String {
    let levels = [5.0, 4.6, 4.1, 3.9, 3.4, 3.5, 3.9, 4.4, 4.8, 5.3, 5.1, 4.7]
    return (["day,level"] + levels.enumerated().map { "\($0.offset + 1),\($0.element)" })
      .joined(separator: "\n") + "\n"
  }

  private var lesson: String {
    """
    ---
    description: A series, two guesses of its next value, and which is better.
    objectives:
      - read a series of numbers from a file
      - compare a guess with a simpler one
    seed: 1
    ---

    # First steps

    Does the last value of a series say more about the next one than its mean does?

    ```swift
    //| label: fig-level
    //| fig-cap: A level over twelve days.
    let level = try CSVTable(contentsOf: "data/level.csv").numbers("level", as: Double.self)
    lineChart(level, x: "day", y: "level")
    ```

    A guess is judged by how far it is off, on average.

    ```swift
    //| label: errors
    func meanError(_ guesses: [Double], _ values: [Double]) -> Double {
      zip(guesses, values).map { abs($0 - $1) }.reduce(0, +) / Double(values.count)
    }
    let next = Array(level.dropFirst())
    let mean = level.reduce(0, +) / Double(level.count)
    let errorOfMean = meanError(next.map { _ in mean }, next)
    let errorOfLast = meanError(Array(level.dropLast()), next)
    check("the last value is the better guess", errorOfLast < errorOfMean)
    ```

    In [](#fig-level) the mean is off by `{swift} errorOfMean`, the last value by `{swift} errorOfLast`.

    > [!NOTE] A simple guess first
    > A network that is no better than the last value has learned nothing.

    ## Exercise: trend

    Write `trend`, which guesses that the next step is as long as the last one: $2 x_t - x_{t-1}$.

    ```swift
    //| exercise: trend
    //| provides: ["func trend(_ last: Double, _ before: Double) -> Double"]
    func trend(_ last: Double, _ before: Double) -> Double {
      // BEGIN SOLUTION
      2 * last - before
      // END SOLUTION
    }
    ```

    ```hint trend
    By how much did the level change in the last step?
    ```

    ```swift
    //| check: trend
    check("goes on upwards", trend(3, 1), equals: 5, tolerance: 1e-9)
    ```

    ```swift
    //| check: trend
    //| hidden: true
    check("goes on downwards", trend(1, 4), equals: -2, tolerance: 1e-9)
    ```

    ```swift
    //| wrong: trend
    //| expect-message: goes on upwards
    func trend(_ last: Double, _ before: Double) -> Double { last }
    ```

    """
  }
}
