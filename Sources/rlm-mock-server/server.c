#include "server.h"
#include "connection.h"
#include "timers.h"
#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double wall_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double server_random(struct server *server) {
    // SplitMix64.
    uint64_t z = server->random += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

void server_reset(struct server *server) {
    long in_flight = server->statistics.in_flight, open = server->statistics.connections;
    server->statistics = (struct statistics){.in_flight = in_flight, .connections = open};
    server->random = (uint64_t)server->behaviour.seed;
    server->cuts = 0;
}

static int listen_on(struct server *server) {
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int one = 1;
    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)server->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (server->listener < 0 || bind(server->listener, (struct sockaddr *)&address, size) ||
        listen(server->listener, 4096) || getsockname(server->listener, (struct sockaddr *)&address, &size)) {
        fprintf(stderr, "rlm-mock-server: cannot listen on port %d: %s\n", server->port, strerror(errno));
        return 0;
    }
    server->port = ntohs(address.sin_port);
    return 1;
}

static void accept_all(struct server *server) {
    for (int descriptor; (descriptor = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;)
        connection_opened(descriptor, server);
}

static int start(struct server *servers, int count) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < count; i++) {
        if (!listen_on(&servers[i])) return -1;
        servers[i].poll = poll;
        server_reset(&servers[i]);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = -1 - i};
        epoll_ctl(poll, EPOLL_CTL_ADD, servers[i].listener, &event);
    }
    for (int i = 0; i < count; i++) printf("http://127.0.0.1:%d/v1\n", servers[i].port);
    fflush(stdout);
    return poll;
}

int serve(struct server *servers, int count, int until_eof) {
    int poll = start(servers, count);
    if (poll < 0) return 71;
    struct epoll_event input = {.events = EPOLLIN, .data.fd = STDIN_FILENO};
    if (until_eof) epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &input);
    for (struct epoll_event events[256];;) {
        double wait = timers_wait();
        int found = epoll_wait(poll, events, 256, wait < 0 ? -1 : (int)ceil(wait * 1000));
        for (int i = 0; i < found; i++) {
            int descriptor = events[i].data.fd;
            char ignored[512];
            if (descriptor == STDIN_FILENO && read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return 0;
            if (descriptor < 0) {
                accept_all(&servers[-1 - descriptor]);
            } else if (connection_at(descriptor)) {
                connection_event(connection_at(descriptor), events[i].events);
            }
        }
        for (struct timer timer; timers_take(&timer);) connection_timer(timer.descriptor, timer.serial);
    }
}
