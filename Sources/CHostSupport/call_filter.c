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
      REFUSE(inotify_init1), REFUSE(fanotify_init),
      // clone3 hides its flags behind a pointer; without it the C library uses clone.
      EQUALS(SYS_clone3, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      EQUALS(SYS_clone, 0, 4), LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1), DENY, ALLOW,
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
      ONLY_OWN(sched_setaffinity, 0), ONLY_OWN(sched_setscheduler, 0), ONLY_OWN(sched_setparam, 0),
      ONLY_OWN(sched_setattr, 0),
      // Every process that may be signalled.
      EQUALS(SYS_kill, 0, 4), LOAD(args[0]), EQUALS(-1, 0, 1), DENY, ALLOW,
      ALLOW,
  };
  return install(filter, sizeof filter / sizeof *filter);
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
int host_shield(pid_t process) { return (void)process, 0; }
#endif
