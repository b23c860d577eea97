#pragma once
#include <stddef.h>
#include <sys/types.h>

/// Two connected sockets that carry whole messages with open files; they close on exec. Returns 0 or an errno.
int cposix_packet_pair(int ends[2]);

/// Sends one message with `count` descriptors, 8 at most. Returns 0 or an errno.
int cposix_send_packet(int socket, const void *bytes, size_t length, const int *descriptors, int count);

/// Waits for one message. `descriptors` has room for `*count` of those that come with it, which are set to how many came
/// and close on exec. Returns the length, 0 when the other end has closed, or -1 and errno (EMSGSIZE when the message
/// was cut).
ssize_t cposix_receive_packet(int socket, void *bytes, size_t capacity, int *descriptors, int *count);
