#include "unix_sockets.h"
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int address(const char *path, struct sockaddr_un *name) {
    size_t length = strlen(path);
    if (length >= sizeof name->sun_path) return ENAMETOOLONG;
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    memcpy(name->sun_path, path, length);
    return 0;
}

static int closed(int socket, int code) {
    if (socket >= 0) close(socket);
    errno = code;
    return -1;
}

int cposix_unix_listen(const char *path, int backlog) {
    struct sockaddr_un name;
    int code = address(path, &name);
    if (code) return closed(-1, code);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -1;
    if (bind(descriptor, (struct sockaddr *)&name, sizeof name)) return closed(descriptor, errno);
    if (listen(descriptor, backlog)) return closed(descriptor, errno);
    return descriptor;
}

int cposix_unix_connect(const char *path, int milliseconds) {
    struct sockaddr_un name;
    struct timeval patience = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}, none = {0};
    int code = address(path, &name);
    if (code) return closed(-1, code);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience)) return closed(descriptor, errno);
    int result;
    do result = connect(descriptor, (struct sockaddr *)&name, sizeof name);
    while (result && errno == EINTR);
    if (result) return closed(descriptor, errno);
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &none, sizeof none)) return closed(descriptor, errno);
    return descriptor;
}

int cposix_accept(int socket) {
    int descriptor;
    do descriptor = accept4(socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    while (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED));
    return descriptor;
}

int cposix_peer(int socket, pid_t *process, uid_t *user) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size)) return errno;
    *process = credentials.pid;
    *user = credentials.uid;
    return 0;
}

int cposix_unix_path(int socket, char *path) {
    struct sockaddr_un name = {0};
    socklen_t size = sizeof name;
    if (getsockname(socket, (struct sockaddr *)&name, &size)) return errno;
    if (name.sun_family != AF_UNIX) return EAFNOSUPPORT;
    memcpy(path, name.sun_path, sizeof name.sun_path);
    path[sizeof name.sun_path - 1] = 0;
    return 0;
}
