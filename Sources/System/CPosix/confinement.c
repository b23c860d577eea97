#include "confinement.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int cposix_die_with_parent(int parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL)) return errno;
    return getppid() == parent ? 0 : ESRCH;
}

static int write_text(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return errno;
    int error = write(file, text, strlen(text)) < 0 ? errno : 0;
    close(file);
    return error;
}

/// Inside a new user namespace: the same user and group as outside, and no other.
static int map_ids(uid_t user, gid_t group) {
    char text[64];
    int error = write_text("/proc/self/setgroups", "deny");
    if (error && error != ENOENT) return error;
    snprintf(text, sizeof text, "%u %u 1", user, user);
    error = write_text("/proc/self/uid_map", text);
    if (error) return error;
    snprintf(text, sizeof text, "%u %u 1", group, group);
    return write_text("/proc/self/gid_map", text);
}

static int drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    return syscall(SYS_capset, &header, none) ? errno : 0;
}

int cposix_mount_private(const char *folder, uint64_t bytes, uint64_t files) {
    uid_t user = geteuid();
    gid_t group = getegid();
    char options[96];
    snprintf(options, sizeof options, "size=%" PRIu64 ",nr_inodes=%" PRIu64 ",mode=700", bytes, files);
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS)) return errno;
    int error = map_ids(user, group);
    if (!error && mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)) error = errno;
    int dropping = drop_capabilities();
    return error ? error : dropping;
}

static int limit(int resource, uint64_t value) {
    struct rlimit old;
    if (getrlimit(resource, &old)) return errno;
    if (old.rlim_max != RLIM_INFINITY && value > old.rlim_max) value = old.rlim_max;
    return setrlimit(resource, &(struct rlimit){value, value}) ? errno : 0;
}

/// Bytes of private writable memory in use.
static uint64_t memory_in_use(void) {
    uint64_t pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    if (fscanf(file, "%*s %*s %*s %*s %*s %" SCNu64, &pages) != 1) pages = 0;
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

int cposix_limit(const struct cposix_limits *limits) {
    int error = limit(RLIMIT_CORE, 0);
    if (!error) error = limit(RLIMIT_DATA, memory_in_use() + limits->memory);
    if (!error) error = limit(RLIMIT_FSIZE, limits->file);
    if (!error) error = limit(RLIMIT_NOFILE, limits->descriptors);
    if (!error) error = limit(RLIMIT_STACK, 8 << 20);
    if (!error) error = limit(RLIMIT_MEMLOCK, 0);
    if (!error) error = limit(RLIMIT_MSGQUEUE, 0);
    if (!error && limits->threads) error = limit(RLIMIT_NPROC, limits->threads);
    return error;
}

int cposix_hide(void) { return prctl(PR_SET_DUMPABLE, 0) ? errno : 0; }

int cposix_thread_count(void) {
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}
