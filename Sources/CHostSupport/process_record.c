#define _GNU_SOURCE
#include "process_record.h"
#include <stdio.h>
#include <string.h>

#ifdef __linux__
bool read_process_record(pid_t process, struct process_record *record) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", process);
  FILE *file = fopen(path, "re");
  if (!file) return false;
  size_t length = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[length] = 0;
  // The name in brackets may hold anything.
  const char *rest = strrchr(line, ')');
  char state;
  int parent;
  long threads;
  unsigned long long minor, major;
  const char *form = " %c %d %*d %*d %*d %*d %*u %llu %*u %llu %*u %*u %*u %*d %*d %*d %*d %ld";
  if (!rest || sscanf(rest + 1, form, &state, &parent, &minor, &major, &threads) != 5) return false;
  bool is_over = (state == 'Z' || state == 'X') && threads < 2;
  *record = (struct process_record){parent, !is_over, minor + major};
  return true;
}
#endif
