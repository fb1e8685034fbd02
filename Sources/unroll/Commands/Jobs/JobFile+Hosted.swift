extension JobFile {
  /// The reader who hosts a repository is told what it must hold.
  private static func needs(_ command: SharedCommand) -> String {
    let submitted =
      command == .grade
      ? ", and what students handed in (submitted/): keep it private" : ""
    return "# The repository holds the course with Unroll's sources\(submitted)."
  }

  /// A workflow of GitHub: a matrix of shards, and a job that merges them.
  static func github(_ command: SharedCommand, _ shards: Int) -> JobFile {
    let (name, folder) = (command.rawValue, command.folder)
    let numbers = (1...shards).map(String.init).joined(separator: ", ")
    let setup = """
            - uses: actions/checkout@v4
            - uses: actions/cache@v4
              with:
                path: .build
                key: unroll-${{ hashFiles('Package.resolved', 'Sources/**') }}
            - run: apt-get update && apt-get install -y make
            - run: make build
      """
    return JobFile(
      path: ".github/workflows/\(name).yml",
      text: """
        # \(command.purpose) as \(shards) jobs, a shard each; the last job merges them.
        \(needs(command))
        # A job that failed is run again alone by 'Re-run failed jobs'.
        name: \(name)
        on: workflow_dispatch
        jobs:
          shard:
            runs-on: ubuntu-latest
            # The sandbox of blocks needs rights that containers lack.
            container: { image: "swift:6.3", options: --privileged }
            strategy:
              fail-fast: false
              matrix:
                shard: [\(numbers)]
            steps:
        \(setup)
              - run: .build/debug/unroll \(name) --shard ${{ matrix.shard }}/\(shards)
              - uses: actions/upload-artifact@v4
                with:
                  name: \(folder)-${{ matrix.shard }}-of-\(shards)
                  path: \(folder)-${{ matrix.shard }}-of-\(shards)
                  overwrite: true
          merge:
            needs: shard
            runs-on: ubuntu-latest
            container: { image: "swift:6.3", options: --privileged }
            steps:
        \(setup)
              # Each shard comes into a folder of its name.
              - uses: actions/download-artifact@v4
                with:
                  pattern: \(folder)-*-of-\(shards)
              - run: .build/debug/unroll \(name) --merge \(folder)-*-of-\(shards)
              - uses: actions/upload-artifact@v4
                with:
                  name: \(name)-merged
                  path: \(command.result)
                  overwrite: true

        """,
      next: "Commit it, and start it on the repository's page 'Actions'."
    )
  }

  /// A pipeline of GitLab: parallel shards, and a job that merges them.
  static func gitlab(_ command: SharedCommand, _ shards: Int) -> JobFile {
    let (name, folder) = (command.rawValue, command.folder)
    return JobFile(
      path: ".gitlab/\(name).yml",
      text: """
        # \(command.purpose) as \(shards) jobs, a shard each; the last job merges them.
        \(needs(command))
        # .gitlab-ci.yml takes it in by:  include: { local: .gitlab/\(name).yml }
        # The sandbox of blocks needs a runner whose containers are privileged. A job that failed is retried alone.
        stages: [\(name), merge]

        .unroll:
          image: swift:6.3
          cache:
            key: { files: [Package.resolved] }
            paths: [.build]
          before_script:
            - apt-get update -qq && apt-get install -y -qq make
            - make build

        \(name):
          extends: .unroll
          stage: \(name)
          when: manual
          allow_failure: false
          parallel: \(shards)
          script:
            - .build/debug/unroll \(name) --shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"
          artifacts:
            paths: ["\(folder)-*-of-\(shards)"]

        merge \(name):
          extends: .unroll
          stage: merge
          script:
            - .build/debug/unroll \(name) --merge \(folder)-*-of-\(shards)
          artifacts:
            paths: [\(command.result)]

        """,
      next: "Commit it, and take it into .gitlab-ci.yml as its first lines say."
    )
  }
}
