#define _GNU_SOURCE
#include "CHostSupport.h"
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static struct host_crash_report *shared;
static char alternate_stack[64 * 1024];
/// Whether the Swift runtime ends the process: a cast that fails, accesses that overlap.
static bool runtime_aborts;

/// Whether the processor gave rise to a signal; codes of signals that are sent are 0 and less, on macOS beyond 16 bits.
static bool is_fault(int number, const siginfo_t *information) {
  bool is_raised = information->si_code > 0 && information->si_code <= 0xffff;
  return is_raised || (number == SIGABRT && runtime_aborts);
}

struct host_crash_report *host_crash_report_create(void) {
  void *memory = mmap(NULL, sizeof(struct host_crash_report), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

#ifdef __linux__
/// Whether a word can be read: the system says that it cannot before it says that it knows no such change.
static bool is_readable(uint64_t address) {
  return syscall(SYS_rt_sigprocmask, ~0, address, NULL, 8) == -1 && errno == EINVAL;
}

/// Reads two words without risk: the frame pointer chain of a crashed process may lead anywhere.
static bool read_frame(uint64_t address, uint64_t words[2]) {
  if (!is_readable(address) || !is_readable(address + 8)) return false;
  memcpy(words, (const void *)address, 16);
  return true;
}

static void walk(uint64_t counter, uint64_t frame) {
  shared->frames[0] = counter;
  uint64_t count = 1, words[2];
  while (count < 64 && frame && !(frame & 7) && read_frame(frame, words)) {
    // A return address points behind its call.
    if (words[1]) shared->frames[count++] = words[1] - 1;
    if (words[0] <= frame) break;
    frame = words[0];
  }
  shared->frame_count = count;
}

static void handle(int number, siginfo_t *information, void *context) {
  const ucontext_t *state = context;
#if defined(__x86_64__)
  uint64_t counter = state->uc_mcontext.gregs[REG_RIP];
  uint64_t frame = state->uc_mcontext.gregs[REG_RBP];
  uint64_t stack = state->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
  uint64_t counter = state->uc_mcontext.pc;
  uint64_t frame = state->uc_mcontext.regs[29];
  uint64_t stack = state->uc_mcontext.sp;
#else
  uint64_t counter = 0, frame = 0, stack = 0;
#endif
  // A signal that another process has sent says nothing of the place where it came.
  bool is_own = information->si_code > 0 || information->si_pid == getpid();
  // The host asks with SIGQUIT where a block is that never ends.
  if (shared && !shared->signal && (is_own || number == SIGQUIT)) {
    if (is_own) shared->signal = number;
    shared->is_fault = is_fault(number, information);
    uint64_t fault = (uint64_t)information->si_addr;
    shared->is_stack_overflow = number == SIGSEGV && fault + 65536 > stack && fault < stack + 65536;
    walk(counter, frame);
  }
  // The handler is reset: the signal comes again and ends the process as it would have.
  if (information->si_code <= 0) raise(number);
}
#else
static void handle(int number, siginfo_t *information, void *context) {
  (void)context;
  if (shared && (information->si_code > 0 || information->si_pid == getpid())) {
    shared->signal = number;
    shared->is_fault = is_fault(number, information);
  }
  raise(number);
}
#endif

#ifdef __linux__
/// Stands before the C library's `exit` for the code of blocks: who called it is told too.
void exit(int status) {
  if (shared && !shared->signal && !shared->frame_count) {
    walk((uint64_t)__builtin_return_address(0) - 1, *(uint64_t *)__builtin_frame_address(0));
  }
  void (*leave)(int) __attribute__((noreturn)) = dlsym(RTLD_NEXT, "exit");
  leave(status);
}

/// Stands before the C library's `abort`: the Swift runtime calls it where it finds a fault of the program, and a block where
/// it wants to end.
void abort(void) {
  Dl_info caller;
  if (dladdr(__builtin_return_address(0), &caller) && caller.dli_fname) {
    const char *name = strrchr(caller.dli_fname, '/');
    runtime_aborts = strncmp(name ? name + 1 : caller.dli_fname, "libswift", 8) == 0;
  }
  void (*leave)(void) __attribute__((noreturn)) = dlsym(RTLD_NEXT, "abort");
  leave();
}
#endif

/// The last is what a block that never ends is sent.
static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};

uint64_t host_crash_signals(void) {
  uint64_t signals = 0;
  for (size_t index = 0; index < sizeof crash_signals / sizeof *crash_signals; index++) {
    signals |= (uint64_t)1 << (crash_signals[index] - 1);
  }
  return signals;
}

uint64_t host_library_signals(void) {
#if defined(__linux__) && defined(SIGRTMIN)
  // Those between the last of POSIX and the first that programs may have are the library's own for threads.
  uint64_t signals = 0;
  for (int number = 32; number < SIGRTMIN; number++) signals |= (uint64_t)1 << (number - 1);
  return signals;
#else
  return 0;
#endif
}

void host_crash_report_install(struct host_crash_report *report) {
  shared = report;
  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;
  for (size_t index = 0; index < sizeof crash_signals / sizeof *crash_signals; index++) {
    sigaction(crash_signals[index], &action, NULL);
  }
}
