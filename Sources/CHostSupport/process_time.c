#define _GNU_SOURCE
#include "CHostSupport.h"
#include <stdio.h>
#include <time.h>

#ifdef __linux__
double host_seconds_waited(pid_t process) {
  char path[64];
  unsigned long long ran, waited;
  snprintf(path, sizeof path, "/proc/%d/schedstat", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  bool isRead = fscanf(file, "%llu %llu", &ran, &waited) == 2;
  fclose(file);
  return isRead ? waited * 1e-9 : 0;
}

double host_processor_seconds(pid_t process) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return time.tv_sec + time.tv_nsec * 1e-9;
}
#else
double host_seconds_waited(pid_t process) { return (void)process, 0; }
double host_processor_seconds(pid_t process) { return (void)process, 0; }
#endif
