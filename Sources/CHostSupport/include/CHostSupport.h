#ifndef UNROLL_HOST_SUPPORT_H
#define UNROLL_HOST_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Forks: the child is this process's own.
pid_t host_fork(void);

/// Forks a child that belongs to `adopter`, an ancestor which adopts orphans.
/// Returns 0 in the child once it is adopted; in the caller 1, or -1 if it could not be.
pid_t host_fork_orphan(pid_t adopter);

/// Starts the program again with address randomisation off, if it is on and the system allows.
/// Returns if there is nothing to do or it cannot be done.
void host_fix_addresses(char *const arguments[]);

/// Gives every signal its usual effect, whatever whoever started this process did to signals; a closed
/// pipe is an error, not a signal.
void host_reset_signals(void);

/// Makes processes whose parent died children of this one, so that it can end them.
void host_adopt_orphans(void);

/// Whether other processes of the same user may look into this one and change its memory.
void host_be_readable(bool readable);

/// Keeps this process and its children from large pages, so that a page fault is a page.
void host_use_small_pages(void);

/// If the machine runs out of memory, this process and its children end first.
void host_offer_to_out_of_memory(void);

/// Closes every descriptor from 3 on but one.
void host_close_others(int kept);

/// Sends one byte and descriptors. Returns whether the other side has them.
bool host_send_descriptors(int socket, const int *descriptors, size_t count);

/// Waits for a byte and exactly `count` descriptors.
bool host_receive_descriptors(int socket, int *descriptors, size_t count);

/// Whether the system tells on this socket who has sent.
void host_learn_senders(int socket, bool learns);

/// Tells the other side which process this is.
bool host_send_greeting(int socket);

/// The process that greets, as the system knows it; 0 if nobody does.
pid_t host_receive_greeting(int socket);

/// More processes than a lesson may have.
#define HOST_PROCESS_LIMIT 4096

/// The children of the calling process that hold a lesson's states.
struct host_family {
  /// All of them.
  const pid_t *kept;
  size_t kept_count;
  /// Those among them that may have begun others; the rest sleeps, and has nobody below it.
  const pid_t *watched;
  size_t watched_count;
};

/// The processes that run below the calling one, however deep, and are none of the family, and how many threads they have
/// together. Returns their number; `processes` has room for the limit. Takes note of the end of own children that are not kept.
size_t host_others(struct host_family family, pid_t *processes, size_t *tasks);

/// Kills the processes that `host_others` names until none is left. Returns whether none is.
bool host_kill_others(struct host_family family);

/// Whether a child of the calling process has stopped, with all its threads.
bool host_has_stopped(pid_t process);

/// Runs a command and returns its status. When `parent` dies or tells this process to end, it kills
/// the command and all that the command started, at whatever point they are.
int host_supervise(pid_t parent, char *const command[]);

/// Files that a block may have open.
#define HOST_OPEN_FILES 256

/// Limits what the calling process and its children may do from here on: no new namespaces, no
/// tracing, no memory outside the accounted kinds, no core files.
/// Returns 0, or the number of the error that the system gave.
int host_limit_keeper(uint64_t memory_bytes);

/// Limits processes and open files from here on.
void host_limit_blocks(uint64_t processes);

/// Lets the host itself open a few files more than a block may, while it loads a block.
void host_lift_open_files(bool lifted);

/// Refuses, from here on, system calls that lead out of the process. See `host_limit_keeper`.
int host_filter_calls(void);

/// Refuses, from here on, signals to groups and to all processes, sessions, and what changes how other processes run.
int host_filter_signals(void);

/// Refuses, from here on, to read and write files at places beyond the length of any file: so a file that
/// stands for a process's memory gives none of it away, nor changes it.
int host_filter_places(void);

/// Refuses, from here on, what takes memory of the system that nobody counts: locks on parts of files, larger
/// pipes, and sockets other than those between the lesson's own processes. To be called by a lesson's first process.
int host_filter_uncounted(void);

/// Refuses, from here on, signals to a process and to its group.
int host_shield(pid_t process);

/// Limits the calling process and its children as a block is limited: the two together.
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
  /// Whether the processor, or the Swift runtime, found a fault; else somebody has sent the signal.
  int32_t is_fault;
  int64_t line;
  uint64_t base;
  uint64_t end;
  uint64_t frame_count;
  uint64_t frames[64];
};

/// A report in memory that is shared with children; NULL if there is no memory. To be made before
/// `host_limit_keeper`, which refuses such memory.
struct host_crash_report *host_crash_report_create(void);

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

/// What the system tells of a process's pages, which stays open whatever the process forbids later, and speaks of the
/// memory that it has now, not of another program's that it becomes; -1 if it lets nobody look.
int host_open_pages(pid_t process);

/// Bytes of an opened process that it shares with no other. Takes longer the more there are.
/// Returns whether the process could be read.
bool host_private_memory(int pages, uint64_t *bytes);

/// Bytes of an opened process, each page divided by the number of processes that share it; in `own` those that it shares with no
/// other.
bool host_shared_memory(int pages, uint64_t *bytes, uint64_t *own);

/// The same of a process that is not opened.
bool host_proportional_memory(pid_t process, uint64_t *bytes, uint64_t *own);

/// Bytes of a process that no file backs, whoever shares them; in `tables`, unless that is NULL, those that the kernel needs
/// to know where its pages are.
uint64_t host_resident_memory(pid_t process, uint64_t *tables);

/// Page faults of a process since its start: each brings it at most one page.
uint64_t host_page_faults(pid_t process);

/// The number of the process or thread that was begun last, among all that this process may see; 0 if the system does not say.
uint64_t host_last_task(void);

/// How many processes and threads must be begun until the numbers come round again.
uint64_t host_task_numbers(void);

/// The parent of a process, or 0 if it is not to be seen.
pid_t host_parent(pid_t process);

/// Threads of a process.
int host_thread_count(pid_t process);

/// Waits until this process has no more threads than before, as long as one of them may be on its way to its end: it
/// could run and has hardly done so. Returns how many there are then.
int host_await_threads(int before);

/// Seconds for which a process's own first thread was ready to run and the machine let others run; 0 where the
/// system does not say.
double host_seconds_waited(pid_t process);

/// Seconds of processor time that a process has used, all its threads together; 0 if it is not to be seen.
double host_processor_seconds(pid_t process);

/// Whether this process's user has no other processes: a namespace of one user.
bool host_is_alone(void);

/// Whether this process is the first of a namespace of processes, as the keeper is in the sandbox.
bool host_is_first_process(void);

/// Processes and threads on this machine.
uint64_t host_task_count(void);

/// What a file system in memory holds. Returns false if the folder is not on one.
bool host_memory_files(int folder, uint64_t *bytes, uint64_t *files);

/// Sockets in this process's network namespace.
uint64_t host_socket_count(void);

/// A file without a name in the working folder that holds these bytes; -1 if it cannot be written.
int host_hidden_file(const void *bytes, size_t count);

/// Loads an object from a file without a name; NULL if it cannot be loaded.
void *host_load_hidden(int file);

/// The signals for which a process has functions of its own, and those that it ignores, a bit each.
/// Returns whether they could be read.
bool host_signals(pid_t process, uint64_t *caught, uint64_t *ignored);

/// The signals for which `host_crash_report_install` has a function, a bit each.
uint64_t host_crash_signals(void);

/// The signals that the C library keeps for its threads, and lets no program handle, a bit each.
uint64_t host_library_signals(void);

/// The address range of a loaded object. Returns whether it was found.
bool host_object_range(void *handle, uint64_t *base, uint64_t *end);

#endif
