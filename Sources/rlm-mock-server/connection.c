#include "connection.h"
#include "timers.h"
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct connection *connections[1 << 16];
static uint64_t last_serial;

struct connection *connection_at(int descriptor) { return connections[descriptor]; }

/// Asks to be told of what comes, and, when `output` is set, of room for more.
static void watch(struct connection *connection, int operation, int output) {
    struct epoll_event event = {
        .events = EPOLLIN | EPOLLRDHUP | (output ? EPOLLOUT : 0), .data.fd = connection->descriptor};
    if (operation == EPOLL_CTL_ADD || output != connection->watches_output)
        epoll_ctl(connection->server->poll, operation, connection->descriptor, &event);
    connection->watches_output = output;
}

void connection_opened(int descriptor, struct server *server) {
    if (descriptor >= (int)(sizeof connections / sizeof *connections)) {
        close(descriptor);
        return;
    }
    int one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection) abort();
    connection->descriptor = descriptor;
    connection->server = server;
    connections[descriptor] = connection;
    server->statistics.connections++;
    watch(connection, EPOLL_CTL_ADD, 0);
}

void connection_wake(struct connection *connection, double seconds) {
    connection->serial = ++last_serial;
    timers_add((struct timer){now() + seconds, connection->descriptor, connection->serial});
}

static void finish(struct connection *connection) {
    connection->answering = 0;
    connection->serial = 0;
    answer_ended(connection);
}

static void connection_close(struct connection *connection) {
    if (connection->answering) {
        if (connection->sent < connection->out.count) connection->server->statistics.abandoned++;
        finish(connection);
    }
    connections[connection->descriptor] = NULL;
    close(connection->descriptor);
    bytes_free(&connection->in);
    bytes_free(&connection->out);
    free(connection->stops);
    free(connection);
}

void connection_stop(struct connection *connection, size_t offset, double seconds) {
    if (connection->stop_count == connection->stop_capacity) {
        connection->stop_capacity = connection->stop_capacity ? connection->stop_capacity * 2 : 4;
        connection->stops =
            realloc(connection->stops, (size_t)connection->stop_capacity * sizeof *connection->stops);
        if (!connection->stops) abort();
    }
    connection->stops[connection->stop_count++] = (struct stop){offset, seconds};
}

/// Looks for a whole request at the start of what came: 1 when there is one, 0 for not yet, -1 for what is none.
static int find_request(struct connection *connection) {
    struct bytes *in = &connection->in;
    if (!connection->head_count) {
        char *end = memmem(in->data, in->count, "\r\n\r\n", 4);
        if (!end) return in->count > 1 << 16 ? -1 : 0;
        connection->head_count = (size_t)(end + 4 - in->data);
        connection->body_count = 0;
        for (char *line = in->data; line < end; line = memmem(line, (size_t)(end + 2 - line), "\r\n", 2) + 2) {
            if (!strncasecmp(line, "content-length:", 15)) connection->body_count = strtoul(line + 15, NULL, 10);
            if (!strncasecmp(line, "transfer-encoding:", 18)) return -1;
        }
        if (connection->body_count > 1u << 30) return -1;
    }
    size_t whole = connection->head_count + connection->body_count;
    if (in->count < whole) bytes_reserve(in, whole - in->count);
    return in->count >= whole;
}

/// Sends up to `end`: 1 when it is reached, 0 when the socket is full, -1 when it is broken.
static int send_to(struct connection *connection, size_t end) {
    while (connection->sent < end) {
        const char *rest = connection->out.data + connection->sent;
        ssize_t count = send(connection->descriptor, rest, end - connection->sent, MSG_NOSIGNAL);
        if (count >= 0) connection->sent += (size_t)count;
        if (count < 0 && errno == EAGAIN) return 0;
        if (count < 0 && errno != EINTR) return -1;
    }
    return 1;
}

/// Sends up to the next stop or until the socket is full; 0 when the connection has to be closed.
static int send_more(struct connection *connection) {
    while (connection->next_stop < connection->stop_count) {
        struct stop stop = connection->stops[connection->next_stop];
        int done = send_to(connection, stop.offset < connection->out.count ? stop.offset : connection->out.count);
        if (done >= 0) watch(connection, EPOLL_CTL_MOD, !done);
        if (done <= 0) return done == 0;
        connection->next_stop++;
        if (stop.seconds == CUT) {
            connection->out.count = connection->sent;
            return 0;
        }
        if (stop.seconds == STALL) return 1;
        if (stop.seconds > 0) {
            connection_wake(connection, stop.seconds);
            return 1;
        }
    }
    int done = send_to(connection, connection->out.count);
    if (done >= 0) watch(connection, EPOLL_CTL_MOD, !done);
    if (done <= 0) return done == 0;
    finish(connection);
    return !connection->closes_after;
}

/// Answers the requests that have come, one after another, as far as that goes without waiting.
static void go_on(struct connection *connection) {
    while (!connection->answering) {
        int found = find_request(connection);
        if (found < 0) return connection_close(connection);
        if (!found) return;
        connection->out.count = connection->sent = 0;
        connection->stop_count = connection->next_stop = 0;
        connection->answering = 1;
        answer(connection);
        bytes_drop(&connection->in, connection->head_count + connection->body_count);
        connection->head_count = 0;
        if (connection->waits_for_slot) return;
        if (!send_more(connection)) return connection_close(connection);
    }
}

/// Takes what has come; 0 when the connection has ended.
static int receive(struct connection *connection) {
    struct bytes *in = &connection->in;
    for (int full = 1; full;) {
        bytes_reserve(in, 4096);
        size_t room = in->capacity - in->count;
        ssize_t count = recv(connection->descriptor, in->data + in->count, room, 0);
        if (!count || (count < 0 && errno != EAGAIN && errno != EINTR)) return 0;
        if (count > 0) in->count += (size_t)count;
        full = count == (ssize_t)room && !connection->answering;
        // Makes room for the whole of it.
        if (!connection->answering && find_request(connection) < 0) return 0;
    }
    return 1;
}

void connection_event(struct connection *connection, uint32_t events) {
    int alive = events & EPOLLIN ? receive(connection) : !(events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP));
    if (!alive) return connection_close(connection);
    // While it waits for a timer or a place, the answer goes on by itself.
    if (connection->answering && connection->watches_output && !send_more(connection))
        return connection_close(connection);
    go_on(connection);
}

void connection_timer(int descriptor, uint64_t serial) {
    struct connection *connection = connections[descriptor];
    if (!connection || connection->serial != serial) return;
    connection->serial = 0;
    if (!send_more(connection)) return connection_close(connection);
    go_on(connection);
}
