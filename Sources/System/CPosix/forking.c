#include "forking.h"
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Where the C library keeps the number of this thread, which a new process has to have set anew; NULL when the kernel
/// does not tell.
static int *thread_number(void) {
    int *place = NULL;
    if (prctl(PR_GET_TID_ADDRESS, &place)) return NULL;
    return place && *place == (int)syscall(SYS_gettid) ? place : NULL;
}

long cposix_fork_sibling(void) {
    int *number = thread_number();
    unsigned long flags = CLONE_PARENT | SIGCHLD | (number ? CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID : 0);
    // The fourth argument is the child's number on some machines, on others the fifth; the remaining one is not looked at.
    return syscall(SYS_clone, flags, NULL, NULL, number, number);
}

int cposix_take_descriptors(const int *sources, int count) {
    for (int i = 0; i < count; i++)
        if (dup2(sources[i], i + 1) < 0) return errno;
    return close_range((unsigned)count + 1, ~0u, 0) ? errno : 0;
}
