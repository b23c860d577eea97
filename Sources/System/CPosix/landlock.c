#include "landlock.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Debian 12's headers stop at interface 2; the numbers are the kernel's.
enum {
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_REMOVE_DIR = 1 << 4,
    FS_REMOVE_FILE = 1 << 5,
    FS_MAKE_DIR = 1 << 7,
    FS_MAKE_REG = 1 << 8,
    FS_REFER = 1 << 13,
    FS_TRUNCATE = 1 << 14,
    FS_FIRST = (1 << 13) - 1,
    FS_IOCTL = 1 << 15,
    NET_TCP = 3,
    SCOPE_ABSTRACT_AND_SIGNAL = 3,
    CREATE_VERSION = 1,
    RULE_PATH_BENEATH = 1,
};

struct ruleset {
    uint64_t fs;
    uint64_t net;
    uint64_t scoped;
};

struct path_beneath {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

int cposix_landlock_abi(void) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_VERSION);
    return abi > 0 ? (int)abi : 0;
}

static uint64_t handled(int abi) {
    return FS_FIRST | (abi >= 2 ? FS_REFER : 0) | (abi >= 3 ? FS_TRUNCATE : 0) | (abi >= 5 ? FS_IOCTL : 0);
}

static int create(int abi) {
    struct ruleset rules = {.fs = handled(abi), .net = abi >= 4 ? NET_TCP : 0,
                            .scoped = abi >= 6 ? SCOPE_ABSTRACT_AND_SIGNAL : 0};
    size_t size = abi >= 6 ? sizeof rules : abi >= 4 ? 16 : 8;
    return (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
}

static int allow(int ruleset, uint64_t access, const char *path) {
    int opened = open(path, O_PATH | O_CLOEXEC), error = 0;
    if (opened < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    struct stat status;
    if (fstat(opened, &status)) error = errno;
    if (!error && !S_ISDIR(status.st_mode)) access &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
    struct path_beneath rule = {.allowed = access, .folder = opened};
    if (!error && syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0)) error = errno;
    close(opened);
    return error;
}

static int allow_all(int ruleset, uint64_t access, const char *const *paths) {
    int error = 0;
    for (; *paths && !error; paths++) error = allow(ruleset, access, *paths);
    return error;
}

int cposix_landlock_enter(int abi, const char *const *readable, const char *const *writable) {
    const uint64_t reading = FS_READ_FILE | FS_READ_DIR;
    const uint64_t writing = reading | FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG |
                             FS_REFER | FS_TRUNCATE;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return errno;
    int ruleset = create(abi);
    if (ruleset < 0) return errno;
    int error = allow_all(ruleset, reading, readable);
    if (!error) error = allow_all(ruleset, writing & handled(abi), writable);
    if (!error && syscall(SYS_landlock_restrict_self, ruleset, 0)) error = errno;
    close(ruleset);
    return error;
}
