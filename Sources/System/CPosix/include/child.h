#pragma once
#include <sys/types.h>

/// A program to start and what it inherits.
struct cposix_child {
    /// A path, or a name to be looked up in PATH when it holds no slash.
    const char *program;
    char *const *argv;
    char *const *envp;
    /// The folder to start in; NULL for the current one.
    const char *directory;
    /// `count` pairs: descriptor `sources[i]` of this process becomes `targets[i]` of the child.
    const int *sources;
    const int *targets;
    int count;
};

/// Starts a child in a session of its own, with no signal blocked or ignored and no other descriptor open.
///
/// Descriptors 0, 1 and 2 that are not among the targets are `/dev/null`. Returns 0 or an errno.
int cposix_spawn(const struct cposix_child *child, pid_t *pid);

/// A close-on-exec descriptor that becomes readable when `pid` ends, or -1 and errno.
int cposix_pidfd_open(pid_t pid);
