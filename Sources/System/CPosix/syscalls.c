#include "syscalls.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/// Calls that reach nothing but what is open already, the process itself, or paths that Landlock guards.
static const char *const harmless[] = {
    // open files
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "pwrite64", "pwritev", "pwritev2", "close",
    "close_range", "lseek", "fstat", "fstatfs", "fsync", "fdatasync", "ftruncate", "fallocate", "fadvise64", "flock",
    "dup", "dup2", "dup3", "getdents64", "sendfile", "copy_file_range", "select", "pselect6", "poll", "ppoll",
    "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "eventfd2", "pipe",
    "pipe2", "recvfrom", "shutdown", "getsockopt", "getsockname", "getpeername",
    // paths: looking at what Landlock lets be read
    "stat", "lstat", "newfstatat", "statx", "statfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
    "getcwd", "chdir", "fchdir",
    // memory
    "munmap", "mremap", "mprotect", "madvise", "brk", "mincore", "membarrier",
    // threads, signals, time
    "exit", "exit_group", "futex", "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "set_tid_address",
    "arch_prctl", "restart_syscall", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending",
    "rt_sigtimedwait", "rt_sigsuspend", "sigaltstack", "pause", "getitimer", "setitimer", "alarm", "clock_gettime",
    "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times",
    // who and where
    "getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups",
    "getpgid", "getpgrp", "getsid", "uname", "sysinfo", "getrusage", "getrlimit", "getrandom", "getcpu", "umask",
    "getpriority",
};

/// Calls that change the folder that Landlock lets be changed.
static const char *const changing[] = {
    "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2",
};

static int allow(scmp_filter_ctx filter, const char *name, unsigned count, const struct scmp_arg_cmp *arguments) {
    int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return 0;
    // A call that this machine does not have needs no rule.
    int result = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, count, arguments);
    return result == -EDOM ? 0 : -result;
}

static int allow_if(scmp_filter_ctx filter, const char *name, struct scmp_arg_cmp argument) {
    return allow(filter, name, 1, &argument);
}

static int allow_all(scmp_filter_ctx filter, const char *const *names, size_t count) {
    int error = 0;
    for (size_t i = 0; i < count && !error; i++) error = allow(filter, names[i], 0, NULL);
    return error;
}

/// Threads only: `clone3` hides its flags in memory, so it is said not to exist and the C library uses `clone`.
static int allow_threads(scmp_filter_ctx filter) {
    const uint64_t spaces = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET |
                            CLONE_NEWCGROUP;
    int error = allow_if(filter, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | spaces, CLONE_THREAD));
    if (error) return error;
    return -seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

/// Leaves to whoever answers for them: the one kind of fork that `cposix_fork_sibling` makes, and signals. What a sleeping
/// fork does is allowed: to die with its parent.
static int allow_what_is_asked(scmp_filter_ctx filter) {
    const uint64_t settings = CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID;
    const struct scmp_arg_cmp dying[] = {SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG), SCMP_A1(SCMP_CMP_EQ, SIGKILL)};
    int error = allow_if(filter, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, ~settings, CLONE_PARENT | SIGCHLD));
    if (!error) error = allow(filter, "kill", 0, NULL);
    if (!error) error = allow(filter, "tgkill", 0, NULL);
    return error ? error : allow(filter, "prctl", 2, dying);
}

static int allow_own_signals(scmp_filter_ctx filter) {
    const uint64_t self = (uint64_t)getpid();
    int error = allow_if(filter, "kill", SCMP_A0(SCMP_CMP_EQ, self));
    return error ? error : allow_if(filter, "tgkill", SCMP_A0(SCMP_CMP_EQ, self));
}

/// The process's own name and its own limits.
static int allow_self(scmp_filter_ctx filter) {
    int error = allow_if(filter, "prctl", SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    if (!error) error = allow_if(filter, "prctl", SCMP_A0(SCMP_CMP_EQ, PR_GET_NAME));
    if (!error) error = allow_if(filter, "prlimit64", SCMP_A0(SCMP_CMP_EQ, 0));
    return error;
}

/// Private memory only: shared memory would escape the limit on data.
static int allow_memory(scmp_filter_ctx filter) {
    return allow_if(filter, "mmap", SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_PRIVATE, MAP_PRIVATE));
}

/// Connected stream pairs, and sending on them without naming a receiver.
static int allow_pairs(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp pair[] = {
        SCMP_A0(SCMP_CMP_EQ, AF_UNIX),
        SCMP_A1(SCMP_CMP_MASKED_EQ, (uint32_t)~(SOCK_CLOEXEC | SOCK_NONBLOCK), SOCK_STREAM),
    };
    int error = allow(filter, "socketpair", 2, pair);
    return error ? error : allow_if(filter, "sendto", SCMP_A4(SCMP_CMP_EQ, 0));
}

static int allow_reading(scmp_filter_ctx filter) {
    const uint64_t mask = O_TRUNC | O_ACCMODE | O_CREAT;
    int error = allow_if(filter, "open", SCMP_A1(SCMP_CMP_MASKED_EQ, mask, O_RDONLY));
    return error ? error : allow_if(filter, "openat", SCMP_A2(SCMP_CMP_MASKED_EQ, mask, O_RDONLY));
}

/// Emptying a file takes the right to write; old versions of Landlock do not look at that.
static int allow_changing(scmp_filter_ctx filter) {
    const uint64_t mask = O_TRUNC | O_ACCMODE;
    int error = allow_all(filter, changing, sizeof changing / sizeof *changing);
    if (!error) error = allow_if(filter, "open", SCMP_A1(SCMP_CMP_MASKED_EQ, O_TRUNC, 0));
    if (!error) error = allow_if(filter, "open", SCMP_A1(SCMP_CMP_MASKED_EQ, mask, O_TRUNC | O_WRONLY));
    if (!error) error = allow_if(filter, "open", SCMP_A1(SCMP_CMP_MASKED_EQ, mask, O_TRUNC | O_RDWR));
    if (!error) error = allow_if(filter, "openat", SCMP_A2(SCMP_CMP_MASKED_EQ, O_TRUNC, 0));
    if (!error) error = allow_if(filter, "openat", SCMP_A2(SCMP_CMP_MASKED_EQ, mask, O_TRUNC | O_WRONLY));
    if (!error) error = allow_if(filter, "openat", SCMP_A2(SCMP_CMP_MASKED_EQ, mask, O_TRUNC | O_RDWR));
    return error;
}

static int allow_device_questions(scmp_filter_ctx filter) {
    const uint64_t questions[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX};
    int error = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions && !error; i++)
        error = allow_if(filter, "ioctl", SCMP_A1(SCMP_CMP_EQ, questions[i]));
    return error;
}

/// All but those that have the kernel send signals to others (F_SETOWN) or lease files.
static int allow_descriptor_flags(scmp_filter_ctx filter) {
    const uint64_t commands[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK,
                                 F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_GETPIPE_SZ, F_GET_SEALS};
    int error = 0;
    for (size_t i = 0; i < sizeof commands / sizeof *commands && !error; i++)
        error = allow_if(filter, "fcntl", SCMP_A1(SCMP_CMP_EQ, commands[i]));
    return error;
}

int cposix_restrict_syscalls(int may_change_files, int asks) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return ENOMEM;
    int error = -seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (!error) error = allow_all(filter, harmless, sizeof harmless / sizeof *harmless);
    if (!error) error = allow_threads(filter);
    if (!error) error = allow_self(filter);
    if (!error) error = asks ? allow_what_is_asked(filter) : allow_own_signals(filter);
    if (!error) error = allow_memory(filter);
    if (!error) error = allow_pairs(filter);
    if (!error) error = may_change_files ? allow_changing(filter) : allow_reading(filter);
    if (!error) error = allow_device_questions(filter);
    if (!error) error = allow_descriptor_flags(filter);
    if (!error) error = -seccomp_load(filter);
    seccomp_release(filter);
    return error;
}
