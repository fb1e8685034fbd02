#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int execute(char *const command[]) {
  if (!command[0]) return HOST_CANNOT_BECOME;
  execv(command[0], command);
  perror(command[0]);
  return 127;
}

static int refuse(const char *what, int error) {
  fprintf(stderr, "lesson-host: %s: %s\n", what, strerror(error));
  return HOST_CANNOT_BECOME;
}

int host_become(char *const arguments[]) {
  if (arguments[0] && arguments[1] && strcmp(arguments[1], "--confine") == 0) {
    if (!arguments[2] || !arguments[3]) return HOST_CANNOT_BECOME;
    int error = host_confine(strtoull(arguments[2], NULL, 10), strtoull(arguments[3], NULL, 10));
    return error ? refuse("the program cannot be confined", error) : execute(arguments + 4);
  }
  if (arguments[0] && arguments[1] && strcmp(arguments[1], "--fence") == 0) {
    char *const *rest = arguments + 2;
    int error = host_fence(&rest);
    return error ? refuse("Landlock cannot fence the program in", error) : execute(rest);
  }
  return -1;
}
