/// The first page of a students' edition.
struct EditionReadme {
  /// The course's title.
  let title: String
  /// Whether the edition holds what Unroll is built of.
  let builds: Bool

  private var unroll: String { builds ? ".build/debug/unroll" : "unroll" }

  private var start: String {
    guard builds else {
      return """
        You need [Swift 6.3](https://www.swift.org/install) and `unroll` on your path. In this folder:

        ```sh
        unroll build   # run every lesson, write the site to Site/public
        unroll check   # everything that must hold
        ```
        """
    }
    return """
      You need Linux or macOS with [Swift 6.3](https://www.swift.org/install), `git` and `make`.

      ```sh
      make course   # set up, build, run every lesson, write the site to Site/public
      make test     # check that every lesson comes out as recorded
      ```

      The first run takes some minutes. Both commands install the system packages that are missing, and say which and why.
      """
  }

  var text: String {
    """
    # \(title)

    This is the students' edition. Its lessons are Markdown files with Swift blocks that run; exercises wait for your answers.

    ## Start

    \(start)

    ## Work

    ```sh
    \(unroll)                            # the lessons and their exercises, and how far you are
    \(unroll) run 02                     # a lesson in the terminal
    \(unroll) exercise list              # the names of all exercises
    \(unroll) exercise start NAME        # writes Work/NAME.swift, in which you answer
    \(unroll) exercise watch NAME        # checks it at every save
    \(unroll) exercise hint NAME         # the next hint
    ```

    Blocks that need an answer are to do until your answer passes.

    ## Hand in

    ```sh
    \(unroll) submit --student YOUR-ID   # packs your answers into one archive, and says what is in it
    ```

    Upload that archive where your course takes it. You may hand in again; of each answer the latest counts.

    """
  }
}
