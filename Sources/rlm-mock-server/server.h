#pragma once
#include "behaviour.h"
#include <stdint.h>

struct connection;

/// What arrived at a server since it started, or since the last script.
struct statistics {
    long root, sub, connections, in_flight, most_in_flight, failed, stalled, cut, lied, abandoned;
    long request_bytes, longest_request;
    double first_sub, last_sub;
    double root_times[1024];
};

/// One of the servers of the program: a port with its behaviour.
struct server {
    int port, listener, poll;
    struct behaviour behaviour;
    struct statistics statistics;
    uint64_t random;
    long cuts;
    /// Requests that wait for a place, when `slots` limits how many are answered at once.
    struct connection *first_waiting, *last_waiting;
    long busy;
};

/// Serves until the program is killed, or its standard input ends; says on standard output where, once all listen.
int serve(struct server *servers, int count, int until_eof);
/// Forgets what has arrived, and starts the random numbers anew.
void server_reset(struct server *server);
/// A number from 0 to below 1, the same sequence each time for the same seed.
double server_random(struct server *server);
double wall_time(void);
