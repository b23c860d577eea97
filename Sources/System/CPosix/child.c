#include "child.h"
#include "spawner.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/pidfd.h>
#include <unistd.h>

enum { MAX_DESCRIPTORS = 32, HIGHEST_TARGET = 65535 };

static bool is_target(const struct cposix_child *child, int number) {
    for (int i = 0; i < child->count; i++)
        if (child->targets[i] == number) return true;
    return false;
}

static int highest_target(const struct cposix_child *child) {
    int highest = 2;
    for (int i = 0; i < child->count; i++)
        if (child->targets[i] > highest) highest = child->targets[i];
    return highest;
}

static int add_null(posix_spawn_file_actions_t *actions, int number) {
    return posix_spawn_file_actions_addopen(actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0);
}

/// `copies` stand above every target, so that no dup2 overwrites a source that is still needed.
static int add_descriptors(posix_spawn_file_actions_t *actions, const struct cposix_child *child, const int *copies) {
    int highest = highest_target(child), error = 0;
    for (int i = 0; i < child->count && !error; i++)
        error = posix_spawn_file_actions_adddup2(actions, copies[i], child->targets[i]);
    for (int number = 0; number <= highest && !error; number++) {
        if (is_target(child, number)) continue;
        error = number <= 2 ? add_null(actions, number) : posix_spawn_file_actions_addclose(actions, number);
    }
    return error ? error : posix_spawn_file_actions_addclosefrom_np(actions, highest + 1);
}

static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
    return error ? error : posix_spawnattr_setflags(attributes, flags);
}

static int spawn_with_copies(const struct cposix_child *child, const int *copies, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (!error) {
        error = set_attributes(&attributes);
        if (!error) error = add_descriptors(&actions, child, copies);
        if (!error && child->directory) error = posix_spawn_file_actions_addchdir_np(&actions, child->directory);
        if (!error) error = posix_spawnp(pid, child->program, &actions, &attributes, child->argv, child->envp);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

struct spawning {
    const struct cposix_child *child;
    const int *copies;
    pid_t *pid;
    int error;
};

static void spawn(void *argument) {
    struct spawning *spawning = argument;
    spawning->error = spawn_with_copies(spawning->child, spawning->copies, spawning->pid);
}

int cposix_spawn(const struct cposix_child *child, pid_t *pid) {
    int copies[MAX_DESCRIPTORS], made = 0, error = 0, highest = highest_target(child);
    if (child->count > MAX_DESCRIPTORS || highest > HIGHEST_TARGET) return EINVAL;
    while (made < child->count && !error) {
        copies[made] = fcntl(child->sources[made], F_DUPFD_CLOEXEC, highest + 1);
        if (copies[made] < 0) error = errno;
        else made++;
    }
    struct spawning spawning = {child, copies, pid, 0};
    if (!error) error = cposix_run_on_spawner(spawn, &spawning);
    if (!error) error = spawning.error;
    for (int i = 0; i < made; i++) close(copies[i]);
    return error;
}

int cposix_pidfd_open(pid_t pid) { return pidfd_open(pid, 0); }
