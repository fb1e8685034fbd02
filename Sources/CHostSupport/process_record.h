#ifndef UNROLL_PROCESS_RECORD_H
#define UNROLL_PROCESS_RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What the system says of a process in one line.
struct process_record {
  pid_t parent;
  /// Whether it has not ended: one whose first thread is over goes on as long as another is there.
  bool runs;
  uint64_t page_faults;
};

/// Reads the record of a process. Returns false if it is not to be seen.
bool read_process_record(pid_t process, struct process_record *record);

#endif
