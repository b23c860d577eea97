#pragma once
#include "bytes.h"

/// The replies of a conversation's turns, as JSON strings without their quotes.
struct replies {
    struct span *texts;
    int count;
};

/// The replies for models whose name starts with `prefix`, by the turn of the conversation.
struct model_replies {
    struct span prefix;
    struct replies turns;
};

/// How a server answers.
struct behaviour {
    // Every one of these is a setting of the command line and of POST /script.
    double root_latency, sub_latency, slow, slots, pieces, piece_delay, failure_rate, failure_status, retry_after;
    double stall_rate, cut_rate, cut_at, cut_walk, lie_rate, lie_bytes, seed;
    struct span sub;
    struct replies root;
    struct model_replies models[16];
    int model_count;
};

struct behaviour behaviour_default(void);
/// Sets a number by its name, `sub_latency` or `sub-latency`; 0 when there is none of that name.
int behaviour_set(struct behaviour *behaviour, const char *name, double value);
/// Reads a script: a JSON object; 0 when it is not one, or sets what does not exist.
int behaviour_read(struct behaviour *behaviour, struct span json);
