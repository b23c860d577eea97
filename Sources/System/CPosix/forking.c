#include "forking.h"
#include "confinement.h"
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Where the C library keeps the number of the main thread, which a new process has to have set anew; NULL when the
/// kernel does not tell. Forks keep it in the same place.
static int *thread_number(void) {
    static int *place;
    static bool asked;
    if (!asked && (prctl(PR_GET_TID_ADDRESS, &place) || *place != (int)syscall(SYS_gettid))) place = NULL;
    asked = true;
    return place;
}

long cposix_fork_sibling(void) {
    int *number = thread_number();
    unsigned long flags = CLONE_PARENT | SIGCHLD | (number ? CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID : 0);
    // The fourth argument is the child's number on some machines, on others the fifth; the remaining one is not looked at.
    return syscall(SYS_clone, flags, NULL, NULL, number, number);
}

static void sleep_until(int waking_signal, int parent) {
    sigset_t signals;
    int signal;
    if (cposix_die_with_parent(parent)) _exit(0);
    sigemptyset(&signals);
    sigaddset(&signals, waking_signal);
    while (sigwait(&signals, &signal)) continue;
}

long cposix_fork_asleep(int parent, int waking_signal) {
    sigset_t all, old;
    sigfillset(&all);
    // A signal would also have the kernel begin the fork anew, and ask for it twice.
    pthread_sigmask(SIG_SETMASK, &all, &old);
    long id = cposix_fork_sibling();
    int error = errno;
    if (id == 0) sleep_until(waking_signal, parent);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return id;
}

int cposix_take_descriptors(const int *sources, int count) {
    for (int i = 0; i < count; i++)
        if (dup2(sources[i], i + 1) < 0) return errno;
    return close_range((unsigned)count + 1, ~0u, 0) ? errno : 0;
}
