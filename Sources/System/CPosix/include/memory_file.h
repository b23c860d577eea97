#pragma once
#include <stddef.h>
#include <sys/types.h>

/// A new, empty memory file that closes on exec, or -1 and errno.
int cposix_memory_file(const char *name);

/// Forbids for good any change to a memory file's content and size. Returns 0 or an errno.
int cposix_seal(int descriptor);

/// Opens `path` for reading below the folder `root`, through no symbolic link at all, without waiting for the other
/// end of a pipe. Returns a descriptor that closes on exec, or -1 and errno (ELOOP for a symbolic link).
int cposix_open_beneath(int root, const char *path);
