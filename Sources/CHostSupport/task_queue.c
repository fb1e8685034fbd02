#define _GNU_SOURCE
#include "CHostSupport.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define SWIFT_CALL __attribute__((swiftcall))

/// How the runtime names an executor: an object and its witness table.
struct executor {
  void *identity;
  uintptr_t implementation;
};

typedef SWIFT_CALL void (*run_job)(void *job, struct executor executor);

/// A job and the moment from which it may run.
struct entry {
  void *job;
  struct timespec due;
  uint64_t order;
};

static struct {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  struct entry *entries;
  size_t count, capacity;
  uint64_t next_order;
  run_job run;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is_before(struct timespec a, struct timespec b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

static struct timespec now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time;
}

static void enqueue(void *job, struct timespec due) {
  pthread_mutex_lock(&queue.lock);
  if (queue.count == queue.capacity) {
    queue.capacity = queue.capacity ? 2 * queue.capacity : 64;
    queue.entries = realloc(queue.entries, queue.capacity * sizeof *queue.entries);
    if (!queue.entries) abort();
  }
  queue.entries[queue.count++] = (struct entry){job, due, queue.next_order++};
  pthread_cond_broadcast(&queue.changed);
  pthread_mutex_unlock(&queue.lock);
}

static SWIFT_CALL void enqueue_global(void *job, void *original) {
  (void)original;
  enqueue(job, (struct timespec){0, 0});
}

static SWIFT_CALL void enqueue_main(void *job, void *original) {
  (void)original;
  enqueue(job, (struct timespec){0, 0});
}

/// The main actor's executor is the one thread there is: a call to it needs no switch.
static SWIFT_CALL struct executor get_main(void *original) {
  (void)original;
  return (struct executor){NULL, 0};
}

static SWIFT_CALL bool is_main(struct executor executor, void *original) {
  (void)original;
  return executor.identity == NULL;
}

static struct timespec later(struct timespec time, long long seconds, long long nanoseconds) {
  long long sum = time.tv_nsec + nanoseconds % 1000000000;
  time.tv_sec += seconds + nanoseconds / 1000000000 + sum / 1000000000;
  time.tv_nsec = sum % 1000000000;
  return time;
}

static SWIFT_CALL void enqueue_delayed(unsigned long long delay, void *job, void *original) {
  (void)original;
  enqueue(job, later(now(), 0, (long long)delay));
}

static SWIFT_CALL void enqueue_deadline(long long seconds, long long nanoseconds,
                                        long long tolerance_seconds,
                                        long long tolerance_nanoseconds, int clock_number,
                                        void *job, void *original) {
  (void)tolerance_seconds;
  (void)tolerance_nanoseconds;
  (void)original;
  // The runtime's clocks: 1 goes on while the system sleeps, 2 does not.
  struct timespec clock_now, due = {seconds, nanoseconds};
  clock_gettime(clock_number == 1 ? CLOCK_BOOTTIME : CLOCK_MONOTONIC, &clock_now);
  long long left = (due.tv_sec - clock_now.tv_sec) * 1000000000 + due.tv_nsec - clock_now.tv_nsec;
  enqueue(job, left > 0 ? later(now(), 0, left) : (struct timespec){0, 0});
}

static bool set_hook(const char *name, void *function) {
  void **hook = dlsym(RTLD_DEFAULT, name);
  if (!hook) return false;
  *hook = function;
  return true;
}

bool host_tasks_install(void) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
#ifdef __linux__
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
  pthread_cond_init(&queue.changed, &attributes);
  queue.run = (run_job)dlsym(RTLD_DEFAULT, "swift_job_run");
  return queue.run
      && set_hook("swift_task_enqueueGlobal_hook", (void *)enqueue_global)
      && set_hook("swift_task_enqueueMainExecutor_hook", (void *)enqueue_main)
      && set_hook("swift_task_getMainExecutor_hook", (void *)get_main)
      && set_hook("swift_task_isMainExecutor_hook", (void *)is_main)
      && set_hook("swift_task_enqueueGlobalWithDelay_hook", (void *)enqueue_delayed)
      && set_hook("swift_task_enqueueGlobalWithDeadline_hook", (void *)enqueue_deadline);
}

/// Takes the entry that is due first; in `due` the moment to wait for if none is ready.
static bool take(struct entry *taken, struct timespec *due) {
  size_t best = queue.count;
  for (size_t index = 0; index < queue.count; index++) {
    const struct entry *candidate = &queue.entries[index], *first = &queue.entries[best];
    bool sooner = best == queue.count || is_before(candidate->due, first->due)
        || (!is_before(first->due, candidate->due) && candidate->order < first->order);
    if (sooner) best = index;
  }
  if (best == queue.count) return false;
  *due = queue.entries[best].due;
  if (is_before(now(), *due)) return false;
  *taken = queue.entries[best];
  queue.entries[best] = queue.entries[--queue.count];
  return true;
}

static void run(struct entry entry) {
  struct executor generic = {NULL, 0};
  queue.run(entry.job, generic);
}

static void run_main_queue(void);

void host_tasks_run_until(const bool *finished) {
  while (!__atomic_load_n(finished, __ATOMIC_ACQUIRE)) {
    struct entry entry;
    struct timespec due = {0, 0};
    pthread_mutex_lock(&queue.lock);
    bool found = take(&entry, &due);
    if (!found && due.tv_sec) {
      pthread_cond_timedwait(&queue.changed, &queue.lock, &due);
    } else if (!found) {
      // Dispatch's main queue does not say when it has work.
      due = later(now(), 0, 10000000);
      pthread_cond_timedwait(&queue.changed, &queue.lock, &due);
    }
    pthread_mutex_unlock(&queue.lock);
    if (found) run(entry);
    else run_main_queue();
  }
}

/// Runs what a block put on Dispatch's main queue, if Dispatch is loaded.
static void run_main_queue(void) {
  void (*callback)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, "_dispatch_main_queue_callback_4CF");
  if (callback) callback(NULL);
}

void host_tasks_run_ready(void) {
  run_main_queue();
  for (;;) {
    struct entry entry;
    struct timespec due;
    pthread_mutex_lock(&queue.lock);
    bool found = take(&entry, &due);
    pthread_mutex_unlock(&queue.lock);
    if (!found) return;
    run(entry);
  }
}
