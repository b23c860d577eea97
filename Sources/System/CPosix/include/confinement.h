#pragma once
#include <stdint.h>

/// Makes the process die with the thread that started it. Returns 0, or ESRCH when `parent` has gone already.
int cposix_die_with_parent(int parent);

/// Puts a memory file system of at most `bytes` and `files` over `folder`, in a mount namespace of this process's own.
///
/// It goes with the process, however that ends. Nothing else is mounted, and all capabilities are given up. The process
/// must have one thread only. Returns 0 or an errno; the process then may have namespaces of its own, and no mount.
int cposix_mount_private(const char *folder, uint64_t bytes, uint64_t files);

/// Limits that the process can never raise again.
struct cposix_limits {
    /// Bytes of private memory beyond what is in use now.
    uint64_t memory;
    /// Bytes of a file.
    uint64_t file;
    uint64_t descriptors;
    /// Threads, counted for the whole user unless the process has a user namespace of its own.
    uint64_t threads;
};

/// Returns 0 or an errno. No core is written when the process dies.
int cposix_limit(const struct cposix_limits *limits);

/// Keeps others of the same user from looking into the process's memory. Returns 0 or an errno.
int cposix_hide(void);

/// How many threads the process has; -1 when that cannot be told.
int cposix_thread_count(void);
