#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>

static void limit(int resource, uint64_t value) {
  struct rlimit current;
  if (getrlimit(resource, &current) != 0) return;
  rlim_t wanted = current.rlim_max < value ? current.rlim_max : (rlim_t)value;
  struct rlimit next = {wanted, wanted};
  setrlimit(resource, &next);
}

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define REFUSE(name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/// Namespaces would give a block mounts of its own, whose memory nobody counts.
#define NEW_NAMESPACES \
  (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | \
   CLONE_NEWCGROUP)

static int install_filter(void) {
#ifdef HOST_ARCHITECTURE
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HOST_ARCHITECTURE, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
      // The x32 numbers would slip past the list below.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
#endif
      REFUSE(ptrace), REFUSE(process_vm_writev), REFUSE(memfd_create), REFUSE(shmget),
      REFUSE(mount), REFUSE(umount2), REFUSE(pivot_root), REFUSE(chroot), REFUSE(unshare),
      REFUSE(setns), REFUSE(bpf), REFUSE(perf_event_open), REFUSE(userfaultfd), REFUSE(keyctl),
      REFUSE(add_key), REFUSE(request_key), REFUSE(io_uring_setup), REFUSE(open_by_handle_at),
      REFUSE(init_module), REFUSE(finit_module), REFUSE(kexec_load), REFUSE(mq_open),
      // Root's calls, which no capability is left for; their code in the kernel is out of reach too.
      REFUSE(process_vm_readv), REFUSE(pidfd_getfd), REFUSE(kcmp), REFUSE(fsopen),
      REFUSE(open_tree), REFUSE(move_mount), REFUSE(fanotify_init), REFUSE(swapon), REFUSE(acct),
      REFUSE(reboot), REFUSE(quotactl), REFUSE(syslog), REFUSE(clock_settime),
      REFUSE(settimeofday), REFUSE(adjtimex), REFUSE(clock_adjtime), REFUSE(sethostname),
      REFUSE(setdomainname),
#ifdef SYS_memfd_secret
      REFUSE(memfd_secret),
#endif
      // Other families are not the sandbox's own: one leads to the machine that runs this one.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 6),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 3, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      // clone3 hides its flags behind a pointer; without it the C library uses clone.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 2),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 5, 4),
      // Memory that is shared and has no file is in no process's account once it is unmapped.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[3])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_SHARED, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return errno;
#endif
  return 0;
}
#else
static int install_filter(void) { return 0; }
#endif

int host_confine(uint64_t memory_bytes, uint64_t processes) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 256);
#ifdef __linux__
  limit(RLIMIT_NPROC, processes);
  limit(RLIMIT_MEMLOCK, 1 << 20);
  // Fences far outside; the watch on real memory ends a block first.
  limit(RLIMIT_DATA, 2 * memory_bytes + ((uint64_t)1 << 30));
  limit(RLIMIT_AS, 4 * memory_bytes + ((uint64_t)4 << 30));
#endif
  return install_filter();
}

void host_unbuffer_output(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  setvbuf(stderr, NULL, _IONBF, 0);
}
