#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef FIOSETOWN
#define FIOSETOWN 0x8901
#endif
#ifndef SIOCSPGRP
#define SIOCSPGRP 0x8902
#endif
#define PR_SET_MEMORY_MERGE_NUMBER 67
// The system's header may be older than its kernel: a number of the kernel's interface.
#define CREATE_LANDLOCK_RULES 444

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define EQUALS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), yes, no)
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define DENY BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/// Refuses a call.
#define REFUSE(name) EQUALS(SYS_##name, 0, 1), DENY
/// Refuses a call unless one of its arguments is zero: the calling process.
#define ONLY_OWN(name, index) EQUALS(SYS_##name, 0, 4), LOAD(args[index]), EQUALS(0, 0, 1), ALLOW, DENY
/// Refuses a call with one of two values as an argument.
#define REFUSE_TWO(name, index, first, second) \
  EQUALS(SYS_##name, 0, 5), LOAD(args[index]), EQUALS(first, 1, 0), EQUALS(second, 0, 1), DENY, ALLOW
/// Refuses a call with one of three values as an argument.
#define REFUSE_THREE(name, index, first, second, third)                                         \
  EQUALS(SYS_##name, 0, 6), LOAD(args[index]), EQUALS(first, 2, 0), EQUALS(second, 1, 0),       \
      EQUALS(third, 0, 1), DENY, ALLOW

/// Half of a number that a call is given: its upper 32 bits.
#define LOAD_UPPER(index) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[index]) + UPPER_HALF)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define UPPER_HALF 4
#else
#define UPPER_HALF 0
#endif
/// No file is as long; every place in memory is further.
#define FAR_UPPER (1u << 8)
#define IS_FAR(yes, no) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FAR_UPPER, yes, no)
/// Refuses a call that reads or writes a file at a far place.
#define REFUSE_FAR(name, index) EQUALS(SYS_##name, 0, 4), LOAD_UPPER(index), IS_FAR(0, 1), DENY, ALLOW

/// Namespaces would give a block mounts of its own, whose memory nobody counts.
#define NEW_NAMESPACES \
  (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | \
   CLONE_NEWCGROUP)

static int install(struct sock_filter *filter, size_t count) {
  struct sock_fprog program = {(unsigned short)count, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
}

int host_filter_calls(void) {
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      LOAD(arch),
      EQUALS(HOST_ARCHITECTURE, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
#if defined(__x86_64__)
      // The x32 numbers would slip past the list below.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      REFUSE(inotify_init),
#endif
      // Other processes, and what only the system's administration needs.
      REFUSE(ptrace), REFUSE(process_vm_readv), REFUSE(process_vm_writev), REFUSE(pidfd_getfd), REFUSE(kcmp),
      REFUSE(process_madvise), REFUSE(migrate_pages), REFUSE(move_pages),
      REFUSE(mount), REFUSE(umount2), REFUSE(pivot_root), REFUSE(chroot), REFUSE(unshare),
      REFUSE(setns), REFUSE(bpf), REFUSE(perf_event_open), REFUSE(userfaultfd), REFUSE(keyctl),
      REFUSE(add_key), REFUSE(request_key), REFUSE(io_uring_setup), REFUSE(open_by_handle_at),
      REFUSE(name_to_handle_at),
      REFUSE(init_module), REFUSE(finit_module), REFUSE(kexec_load), REFUSE(fsopen),
      REFUSE(open_tree), REFUSE(move_mount), REFUSE(swapon), REFUSE(acct), REFUSE(reboot),
      REFUSE(quotactl), REFUSE(syslog), REFUSE(clock_settime), REFUSE(settimeofday),
      REFUSE(adjtimex), REFUSE(clock_adjtime), REFUSE(sethostname), REFUSE(setdomainname),
#ifdef SYS_memfd_secret
      REFUSE(memfd_secret),
#endif
      // Other families are not the sandbox's own: one leads to the machine that runs this one.
      EQUALS(SYS_socket, 0, 6), LOAD(args[0]), EQUALS(AF_UNIX, 3, 0), EQUALS(AF_INET, 2, 0),
      EQUALS(AF_INET6, 1, 0), DENY, ALLOW,
      // Memory that is in no process's account.
      REFUSE(memfd_create), REFUSE(shmget), REFUSE(msgget), REFUSE(semget), REFUSE(mq_open),
      REFUSE(inotify_init1), REFUSE(fanotify_init), REFUSE(io_setup),
      EQUALS(CREATE_LANDLOCK_RULES, 0, 1), DENY,
      // clone3 hides its flags behind a pointer; without it the C library uses clone.
      EQUALS(SYS_clone3, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      // A process beside its parent in the same memory would fill it from outside.
      EQUALS(SYS_clone, 0, 6), LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_VM, 0, 2),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD | CLONE_VFORK, 1, 0), DENY, ALLOW,
      // Memory that is shared and has no file is in no account once it is unmapped; large pages are in none.
      EQUALS(SYS_mmap, 0, 6), LOAD(args[3]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_HUGETLB, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 2),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_SHARED, 0, 1), DENY, ALLOW,
      // The account of memory goes by page faults of small pages.
      REFUSE_TWO(prctl, 0, PR_SET_THP_DISABLE, PR_SET_MEMORY_MERGE_NUMBER),
      ALLOW,
  };
  return install(filter, sizeof filter / sizeof *filter);
#else
  return 0;
#endif
}

int host_filter_places(void) {
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      LOAD(nr),
      REFUSE_FAR(pread64, 3), REFUSE_FAR(pwrite64, 3), REFUSE_FAR(preadv, 3), REFUSE_FAR(pwritev, 3),
      REFUSE_FAR(preadv2, 3), REFUSE_FAR(pwritev2, 3),
      // Moving on by steps would get there too: by less than a page at a time it takes longer than any block may.
      EQUALS(SYS_lseek, 0, 11), LOAD(args[2]), EQUALS(SEEK_CUR, 0, 5),
      LOAD_UPPER(1), EQUALS(0xffffffff, 7, 0), EQUALS(0, 0, 5), LOAD(args[1]),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 4096, 3, 4),
      EQUALS(SEEK_SET, 0, 3), LOAD_UPPER(1), IS_FAR(0, 1), DENY,
      ALLOW,
  };
  return install(filter, sizeof filter / sizeof *filter);
#else
  return 0;
#endif
}

int host_filter_signals(void) {
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      LOAD(nr),
      // Signals that no filter could tell apart by their target.
      REFUSE(pidfd_send_signal), REFUSE(rt_sigqueueinfo), REFUSE(rt_tgsigqueueinfo), REFUSE(tkill),
      REFUSE_THREE(fcntl, 1, F_SETOWN, F_SETOWN_EX, F_SETSIG),
      REFUSE_TWO(ioctl, 1, FIOSETOWN, SIOCSPGRP),
      // How other processes are run.
      REFUSE(setpriority), REFUSE(ioprio_set), ONLY_OWN(prlimit64, 0),
      ONLY_OWN(sched_setaffinity, 0),
      // A process that runs only while nobody else does cannot be ended soon.
      REFUSE(sched_setscheduler), REFUSE(sched_setparam), REFUSE(sched_setattr),
      // A session of its own is a larger share of a busy machine. All of a lesson are one session and one group, those that
      // sleep too, so nobody may leave it, whose end would wake them; a program that asks for a group hears that it has one.
      REFUSE(setsid), EQUALS(SYS_setpgid, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
      // Groups, and every process that may be signalled.
      EQUALS(SYS_kill, 0, 5), LOAD(args[0]), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x80000000, 1, 0),
      EQUALS(0, 0, 1), DENY, ALLOW,
      ALLOW,
  };
  return install(filter, sizeof filter / sizeof *filter);
#else
  return 0;
#endif
}

#ifdef HOST_ARCHITECTURE
/// A socket of the Internet holds megabytes where one between processes holds half of one. In a network of
/// its own a lesson reaches nobody by it; and where sockets cannot be counted there are none.
static int refuse_sockets(void) {
  struct sock_filter internet[] = {
      LOAD(nr),
      EQUALS(SYS_socket, 0, 4), LOAD(args[0]), EQUALS(AF_INET, 1, 0), EQUALS(AF_INET6, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENETUNREACH), ALLOW,
  };
  if (host_is_alone()) return install(internet, sizeof internet / sizeof *internet);
  int tried = socket(AF_UNIX, SOCK_STREAM, 0);
  if (tried >= 0) return close(tried), 0;
  // Behind a fence: the keeper has its pairs by now.
  struct sock_filter pairs[] = {LOAD(nr), REFUSE(socketpair), ALLOW};
  return install(pairs, sizeof pairs / sizeof *pairs);
}
#endif

int host_filter_uncounted(void) {
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      LOAD(nr),
      // Locks on parts of files are as many as one asks for, pipes as large; a lease keeps others waiting.
      EQUALS(SYS_fcntl, 0, 9), LOAD(args[1]), EQUALS(F_SETLK, 6, 0), EQUALS(F_SETLKW, 5, 0),
      EQUALS(F_OFD_SETLK, 4, 0), EQUALS(F_OFD_SETLKW, 3, 0), EQUALS(F_SETPIPE_SZ, 2, 0),
      EQUALS(F_SETLEASE, 1, 0), EQUALS(F_NOTIFY, 0, 1), DENY, ALLOW,
  };
  int error = install(filter, sizeof filter / sizeof *filter);
  return error ? error : refuse_sockets();
#else
  return 0;
#endif
}

int host_shield(pid_t process) {
  if (process < 1) return 0;
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      LOAD(nr),
      REFUSE_TWO(kill, 0, process, -process),
      EQUALS(SYS_tgkill, 0, 4), LOAD(args[0]), EQUALS(process, 0, 1), DENY, ALLOW,
      ALLOW,
  };
  return install(filter, sizeof filter / sizeof *filter);
#else
  return 0;
#endif
}
#else
int host_filter_calls(void) { return 0; }
int host_filter_signals(void) { return 0; }
int host_filter_places(void) { return 0; }
int host_filter_uncounted(void) { return 0; }
int host_shield(pid_t process) { return (void)process, 0; }
#endif
