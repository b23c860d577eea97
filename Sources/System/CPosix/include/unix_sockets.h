#pragma once
#include <sys/types.h>

/// A socket that listens at `path`, does not block and closes on exec. Returns it, or -1 and errno.
int cposix_unix_listen(const char *path, int backlog);

/// A blocking socket that is connected to the one that listens at `path` and closes on exec; gives up after
/// `milliseconds` when nobody accepts. Returns it, or -1 and errno (EAGAIN when nobody accepted).
int cposix_unix_connect(const char *path, int milliseconds);

/// The next connection of a listening socket; it does not block and closes on exec. Returns it, or -1 and errno.
int cposix_accept(int socket);

/// Whose process is at the other end of a Unix socket, as the kernel knows it. Returns 0 or an errno.
int cposix_peer(int socket, pid_t *process, uid_t *user);

/// The path that a socket listens at; empty when it has none. `path` has room for 108 bytes. Returns 0 or an errno.
int cposix_unix_path(int socket, char *path);
