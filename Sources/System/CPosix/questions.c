#include "questions.h"
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int cposix_ask_before_forks(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) return errno = ENOMEM, -1;
    int error = -seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_PARENT | CLONE_THREAD, CLONE_PARENT));
    if (!error) error = -seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(kill), 0);
    if (!error) error = -seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(tgkill), 0);
    if (!error) error = -seccomp_load(filter);
    int listener = error ? -1 : seccomp_notify_fd(filter);
    seccomp_release(filter);
    if (listener < 0) errno = error ? error : ENOSYS;
    return listener;
}

/// The arguments are in registers, so that nobody can change them after they were looked at.
static bool allows(const struct seccomp_notif *question, pid_t process, bool may_fork) {
    switch (question->data.nr) {
        case SYS_clone: return may_fork && question->pid == (uint32_t)process;
        case SYS_kill:
        case SYS_tgkill: return (pid_t)question->data.args[0] == process;
        default: return false;
    }
}

static int answer(int listener, pid_t process, int *may_fork) {
    struct seccomp_notif question;
    memset(&question, 0, sizeof question);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question)) return errno;
    struct seccomp_notif_resp reply = {.id = question.id};
    bool allowed = allows(&question, process, *may_fork);
    if (allowed) reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    else reply.error = -EPERM;
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply)) return errno;
    if (allowed && question.data.nr == SYS_clone) *may_fork = 0;
    return 0;
}

int cposix_answer_questions(int listener, pid_t process, int *may_fork) {
    for (;;) {
        // Receiving waits where there is no question, on older kernels even when nobody is left to ask.
        struct pollfd state = {.fd = listener, .events = POLLIN};
        if (poll(&state, 1, 0) < 0) return errno;
        if (state.revents & POLLIN) {
            int error = answer(listener, process, may_fork);
            // Who asked may have ended meanwhile.
            if (error && error != ENOENT && error != EINTR) return error;
        } else {
            return state.revents ? EPIPE : 0;
        }
    }
}
