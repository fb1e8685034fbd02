#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// More than are ever sent in one piece.
#define ROOM 4

bool host_send_descriptors(int socket, const int *descriptors, size_t count) {
  char byte = 0;
  union {
    char bytes[CMSG_SPACE(ROOM * sizeof(int))];
    struct cmsghdr header;
  } control;
  memset(&control, 0, sizeof control);
  struct iovec data = {&byte, 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control};
  if (count > ROOM) return false;
  message.msg_controllen = CMSG_SPACE(count * sizeof(int));
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(count * sizeof(int));
  memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
  ssize_t sent;
  do sent = sendmsg(socket, &message, 0);
  while (sent < 0 && errno == EINTR);
  return sent == 1;
}

bool host_receive_descriptors(int socket, int *descriptors, size_t count) {
  char byte;
  union {
    char bytes[CMSG_SPACE(ROOM * sizeof(int))];
    struct cmsghdr header;
  } control;
  struct iovec data = {&byte, 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control,
                           .msg_controllen = sizeof control};
  ssize_t received;
  do received = recvmsg(socket, &message, 0);
  while (received < 0 && errno == EINTR);
  if (received != 1) return false;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS
      || header->cmsg_len != CMSG_LEN(count * sizeof(int))) {
    return false;
  }
  memcpy(descriptors, CMSG_DATA(header), count * sizeof(int));
  return true;
}

#ifdef __linux__
void host_learn_senders(int socket, bool learns) {
  int on = learns;
  setsockopt(socket, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
}

bool host_send_greeting(int socket) {
  char byte = 'h';
  return write(socket, &byte, 1) == 1;
}

pid_t host_receive_greeting(int socket) {
  char byte;
  union {
    char bytes[CMSG_SPACE(sizeof(struct ucred))];
    struct cmsghdr header;
  } control;
  struct iovec data = {&byte, 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control,
                           .msg_controllen = sizeof control};
  ssize_t received;
  do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  struct cmsghdr *header = received == 1 ? CMSG_FIRSTHDR(&message) : NULL;
  if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS) {
    return 0;
  }
  struct ucred sender;
  memcpy(&sender, CMSG_DATA(header), sizeof sender);
  return sender.pid;
}
#else
// Without credentials the process is taken at its word; there is no sandbox there either.
void host_learn_senders(int socket, bool learns) {
  (void)socket;
  (void)learns;
}

bool host_send_greeting(int socket) {
  pid_t process = getpid();
  return write(socket, &process, sizeof process) == sizeof process;
}

pid_t host_receive_greeting(int socket) {
  pid_t process = 0;
  return read(socket, &process, sizeof process) == sizeof process ? process : 0;
}
#endif
