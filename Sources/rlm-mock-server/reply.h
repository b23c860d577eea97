#pragma once
#include "connection.h"

/// What a chat completion says, as pieces of JSON.
struct reply {
    struct span model, text;
    long prompt_tokens;
    int stream;
    /// How many events the text of a stream is spread over, and the seconds between them.
    int pieces;
    double piece_delay;
    /// Added to the length that the head gives; the body stays as it is.
    long length_lie;
};

/// Appends the whole answer of status 200 to the connection's output, with its stops.
///
/// In the text, `{pause 0.5}` pauses a stream for half a second, and `{cut}` closes the connection there.
void write_reply(struct connection *connection, const struct reply *reply);
/// Appends an answer whose body is JSON; `extra` holds further header lines, each with its end.
void write_json(struct connection *connection, int status, const char *extra, struct span body);
