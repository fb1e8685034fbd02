extension JobFile {
  /// An array of Slurm jobs, a shard each.
  static func slurm(_ command: SharedCommand, _ shards: Int) -> JobFile {
    let name = command.rawValue
    let folders = "\(command.folder)-*-of-\(shards)"
    // Beside others a sweep takes longer, so its lessons run one by one.
    let jobs = command == .grade ? " --jobs \"${SLURM_CPUS_PER_TASK:-1}\"" : ""
    return JobFile(
      path: "\(name).sbatch",
      text: """
        #!/bin/sh
        # \(command.purpose) as an array of \(shards) jobs, a shard each, in the folder of the course:
        #   sbatch \(name).sbatch
        # When all have ended, on any machine that sees the folder:
        #   unroll \(name) --merge \(folders)
        # A job that failed or was killed is run again alone, and goes on where it was:
        #   sbatch --array=\(shards) \(name).sbatch
        # What follows the file's name is passed on to `unroll \(name)`. Where unroll is not on the path of the jobs:
        #   UNROLL=/path/to/unroll sbatch \(name).sbatch
        #SBATCH --job-name=unroll-\(name)
        #SBATCH --array=1-\(shards)
        #SBATCH --cpus-per-task=2
        #SBATCH --mem-per-cpu=2G
        #SBATCH --time=02:00:00
        #SBATCH --output=\(name)-%a.log
        set -eu

        # Compiled blocks are many small files, which belong on the node's own disk.
        UNROLL_CACHE=${UNROLL_CACHE:-${TMPDIR:-/tmp}/unroll-$(id -u)}
        export UNROLL_CACHE

        cd "${SLURM_SUBMIT_DIR:-.}"
        exec "${UNROLL:-unroll}" \(name) --shard "$SLURM_ARRAY_TASK_ID/\(shards)"\(jobs) "$@"

        """,
      next: "Start it with: sbatch \(name).sbatch"
    )
  }
}
