#pragma once
#include "server.h"

/// A place in an answer where sending pauses: for `seconds`, for ever (`STALL`), or until the connection is closed
/// there (`CUT`).
struct stop {
    size_t offset;
    double seconds;
};
enum { STALL = -1, CUT = -2 };

/// One connection with the request it is busy with; there is at most one.
struct connection {
    int descriptor;
    struct server *server;
    struct bytes in, out;
    /// The request's head and body, in `in`; 0 while it has not come whole.
    size_t head_count, body_count;
    size_t sent;
    struct stop *stops;
    int stop_count, stop_capacity, next_stop;
    /// Matches a timer to the pause that it ends.
    uint64_t serial;
    int answering, is_sub, waits_for_slot, has_slot, watches_output, closes_after;
    struct connection *next_waiting;
};

void connection_opened(int descriptor, struct server *server);
void connection_event(struct connection *connection, uint32_t events);
void connection_timer(int descriptor, uint64_t serial);
struct connection *connection_at(int descriptor);
/// Goes on with the answer after `seconds`.
void connection_wake(struct connection *connection, double seconds);
/// Has sending pause at `offset` of the answer; to be called in the order of the offsets.
void connection_stop(struct connection *connection, size_t offset, double seconds);

/// Writes the answer to the request that has come whole.
void answer(struct connection *connection);
/// The answer has gone out whole, or the connection has ended.
void answer_ended(struct connection *connection);
