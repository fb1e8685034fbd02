#define _GNU_SOURCE
#include "CHostSupport.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int file, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

/// A new file that has a name no longer than it takes to remove it.
static int open_unnamed(void) {
#ifdef O_TMPFILE
  int file = open(".", O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0700);
  if (file >= 0) return file;
#endif
  char name[] = ".unroll-object-XXXXXX";
  file = mkstemp(name);
  if (file < 0) return -1;
  unlink(name);
  fcntl(file, F_SETFD, FD_CLOEXEC);
  fchmod(file, 0700);
  return file;
}

int host_hidden_file(const void *bytes, size_t count) {
  int file = open_unnamed();
  if (file >= 0 && !write_all(file, bytes, count)) {
    close(file);
    return -1;
  }
  return file;
}

void *host_load_hidden(int file) {
  // The loader takes an object of a name that it knows for the same one: each has a name of its own.
  static int loaded = 0;
#ifdef __linux__
  static const char folder[] = "/proc/self/fd/";
#else
  static const char folder[] = "/dev/fd/";
#endif
  char path[PATH_MAX] = "";
  size_t length = sizeof folder - 1, count = (size_t)(loaded++ % 1024);
  memcpy(path, folder, length);
  for (size_t index = 0; index < count; index++, length += 2) memcpy(path + length, "./", 2);
  snprintf(path + length, sizeof path - length, "%d", file);
  return dlopen(path, RTLD_NOW | RTLD_GLOBAL);
}
