#ifndef UNROLL_HOST_SUPPORT_H
#define UNROLL_HOST_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Forks. The child is killed when its parent dies.
pid_t host_fork(void);

/// Starts the program again with address randomisation off, if it is on and the system allows.
/// Returns if there is nothing to do or it cannot be done.
void host_fix_addresses(char *const arguments[]);

/// Makes processes whose parent died children of this one, so that it can end them.
void host_adopt_orphans(void);

/// More processes than a lesson may have.
#define HOST_PROCESS_LIMIT 4096

/// The processes below one, however deep, except `kept` and what is below it. Returns their number.
size_t host_descendants(pid_t root, pid_t kept, pid_t *found, size_t room);

/// Kills every child of this process but `kept` (0 for none), and theirs, until none is left.
void host_kill_children(pid_t kept);

/// Runs a command and returns its status. When `parent` dies or tells this process to end, it kills
/// the command and all that the command started, at whatever point they are.
int host_supervise(pid_t parent, char *const command[]);

/// Limits what the calling process and its children may do from here on: no new namespaces, no
/// tracing, no memory outside the accounted kinds, no core files.
/// Returns 0, or the number of the error that the system gave.
int host_confine(uint64_t memory_bytes, uint64_t processes);

/// Lets the calling process and its children see only some files, by Landlock, and use no network.
///
/// `arguments` are pairs up to "--", after which it points when this returns: "r" and what may be read
/// and executed, "w" and what may be changed too, "d" and a device that may be used.
/// Returns 0, or the number of an error: `ENOSYS` if the kernel has no Landlock.
int host_fence(char *const **arguments);

/// The status of a program that could not become another.
#define HOST_CANNOT_BECOME 125

/// If the arguments say `--confine MEMORY PROCESSES COMMAND…` or `--fence (KIND PATH)… -- COMMAND…`,
/// becomes the command, which may do less. Returns the status with which to end if that cannot be
/// done, and -1 if the arguments say neither.
int host_become(char *const arguments[]);

/// Makes standard output and error reach their pipe at once, so that a crash loses nothing.
void host_unbuffer_output(void);

/// Where a process stood when a signal ended it.
struct host_crash_report {
  int32_t signal;
  int32_t is_stack_overflow;
  int64_t line;
  uint64_t base;
  uint64_t end;
  uint64_t frame_count;
  uint64_t frames[64];
};

/// Reports in memory that is shared with children; NULL if there is no memory. To be made before
/// `host_confine`, which refuses such memory.
struct host_crash_report *host_crash_reports_create(size_t count);

/// Fills the report when a fatal signal comes, then lets the signal end the process.
void host_crash_report_install(struct host_crash_report *report);

/// Runs Swift concurrency's jobs on the thread that calls `host_tasks_run`.
/// Returns whether the runtime's hooks were found.
bool host_tasks_install(void);

/// Runs jobs until `*finished` is true; waits for sleeping tasks and other threads.
void host_tasks_run_until(const bool *finished);

/// Runs the jobs that are ready; does not wait.
void host_tasks_run_ready(void);

/// Seeds what the standard library draws from the system's generator.
void host_system_random_seed(uint64_t seed);

/// Memory in bytes of the calling process and all its descendants: proportional shares if
/// `precise`, else an upper bound that is quick to compute.
uint64_t host_descendants_memory(pid_t root, bool precise);

/// Threads of the calling process.
int host_thread_count(void);

/// The address range of a loaded object. Returns whether it was found.
bool host_object_range(void *handle, uint64_t *base, uint64_t *end);

#endif
