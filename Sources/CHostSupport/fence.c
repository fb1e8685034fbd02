#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The system's header may be older than its kernel: these are numbers of the kernel's interface.
#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define ASK_VERSION 1
#define RULE_PATH_BENEATH 1

#define EXECUTE_FILE (1ull << 0)
#define WRITE_FILE (1ull << 1)
#define READ_FILE (1ull << 2)
#define READ_FOLDER (1ull << 3)
/// Making and removing every kind of file.
#define CHANGE_FOLDER (0x1ffull << 4)
#define MAKE_DEVICES ((1ull << 6) | (1ull << 11))
#define REFER (1ull << 13)
#define TRUNCATE (1ull << 14)
#define USE_DEVICE (1ull << 15)
#define OF_FILES (EXECUTE_FILE | WRITE_FILE | READ_FILE | TRUNCATE | USE_DEVICE)

struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct beneath {
  uint64_t allowed;
  int32_t folder;
} __attribute__((packed));

/// What this version of the interface knows.
static uint64_t known_rights(long version) {
  uint64_t rights = (1ull << 13) - 1;
  if (version >= 2) rights |= REFER;
  if (version >= 3) rights |= TRUNCATE;
  if (version >= 5) rights |= USE_DEVICE;
  return rights;
}

static int allow(int rules, const char *path, uint64_t rights) {
  int place = open(path, O_PATH | O_CLOEXEC);
  // What is not there needs no permission.
  if (place < 0) return errno == ENOENT ? 0 : errno;
  struct stat status;
  if (fstat(place, &status) == 0 && !S_ISDIR(status.st_mode)) rights &= OF_FILES;
  struct beneath rule = {rights, place};
  int error = syscall(ADD_RULE, rules, RULE_PATH_BENEATH, &rule, 0) == 0 ? 0 : errno;
  close(place);
  return error;
}

/// Sockets need no file, so rules for files do not stop them. The keeper's own come in pairs.
static int refuse_sockets(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
}

int host_fence(char *const **arguments) {
  long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
  if (version < 1) return ENOSYS;
  uint64_t known = known_rights(version);
  struct ruleset wanted = {known, 3, 3};
  size_t size = version < 4 ? 8 : version < 6 ? 16 : 24;
  int rules = (int)syscall(CREATE_RULESET, &wanted, size, 0);
  if (rules < 0) return errno;
  char *const *next = *arguments;
  for (; next[0] && strcmp(next[0], "--") != 0; next += 2) {
    if (!next[1]) return EINVAL;
    uint64_t rights = EXECUTE_FILE | READ_FILE | READ_FOLDER;
    if (next[0][0] == 'w') rights |= WRITE_FILE | TRUNCATE | REFER | (CHANGE_FOLDER & ~MAKE_DEVICES);
    if (next[0][0] == 'd') rights = READ_FILE | WRITE_FILE;
    int error = allow(rules, next[1], rights & known);
    if (error) return error;
  }
  *arguments = next[0] ? next + 1 : next;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (syscall(RESTRICT_SELF, rules, 0) != 0) return errno;
  close(rules);
  return refuse_sockets();
}
#else
int host_fence(char *const **arguments) {
  (void)arguments;
  return ENOSYS;
}
#endif
