#include "packets.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 8 };

union control {
    char bytes[CMSG_SPACE(MOST * sizeof(int))];
    struct cmsghdr aligned;
};

int cposix_packet_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ? errno : 0;
}

int cposix_send_packet(int socket, const void *bytes, size_t length, const int *descriptors, int count) {
    union control control = {{0}};
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (count < 0 || count > MOST) return EINVAL;
    if (count > 0) {
        size_t size = (size_t)count * sizeof *descriptors;
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(size);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(size);
        memcpy(CMSG_DATA(header), descriptors, size);
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

/// Keeps as many of the descriptors as there is room for, and closes the others.
static void take(struct msghdr *message, int *descriptors, int *count) {
    int room = *count;
    *count = 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t size = header->cmsg_len - CMSG_LEN(0);
        for (size_t place = 0; place + sizeof(int) <= size; place += sizeof(int)) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + place, sizeof descriptor);
            if (*count < room) descriptors[(*count)++] = descriptor;
            else close(descriptor);
        }
    }
}

ssize_t cposix_receive_packet(int socket, void *bytes, size_t capacity, int *descriptors, int *count) {
    union control control;
    struct iovec part = {.iov_base = bytes, .iov_len = capacity};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t length;
    do length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == EINTR);
    if (length < 0) return -1;
    take(&message, descriptors, count);
    if (!(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) return length;
    while (*count > 0) close(descriptors[--*count]);
    errno = EMSGSIZE;
    return -1;
}
