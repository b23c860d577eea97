#include "json.h"
#include "reply.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What counts of a chat completion request.
struct question {
    struct span model, last;
    int stream, has_system, replies;
};

static struct question read_question(struct span body) {
    struct question question = {.model = span_of("mock")};
    struct json json = json_over(body);
    struct span name, value;
    json_enter(&json, '{');
    while (json_member(&json, &name)) {
        if (span_equals(name, "model")) {
            json_string(&json, &question.model);
        } else if (span_equals(name, "stream")) {
            question.stream = span_equals(json_value(&json), "true");
        } else if (span_equals(name, "messages") && json_enter(&json, '[')) {
            while (json_element(&json) && json_enter(&json, '{')) {
                while (json_member(&json, &name)) {
                    if (!json_string(&json, &value)) {
                        json_value(&json);
                    } else if (span_equals(name, "content")) {
                        question.last = value;
                    } else if (span_equals(name, "role")) {
                        question.has_system |= span_equals(value, "system") || span_equals(value, "developer");
                        question.replies += span_equals(value, "assistant");
                    }
                }
            }
        } else {
            json_value(&json);
        }
    }
    return question;
}

static struct span reply_at(struct replies replies, long turn) {
    if (!replies.count) return span_of("");
    return replies.texts[turn < replies.count ? turn : replies.count - 1];
}

/// The reply's text; counts the request.
static struct span choose(struct connection *connection, const struct question *question, double *latency) {
    struct server *server = connection->server;
    struct statistics *statistics = &server->statistics;
    struct behaviour *behaviour = &server->behaviour;
    struct replies *turns = NULL;
    for (int i = 0; i < behaviour->model_count && !turns; i++) {
        struct model_replies *entry = &behaviour->models[i];
        if (question->model.count >= entry->prefix.count &&
            !memcmp(question->model.data, entry->prefix.data, entry->prefix.count))
            turns = &entry->turns;
    }
    if (turns || (question->has_system && !span_starts(question->model, "sub"))) {
        long size = sizeof statistics->root_times / sizeof *statistics->root_times;
        if (statistics->root < size) statistics->root_times[statistics->root] = wall_time();
        *latency = behaviour->root_latency;
        long turn = turns ? question->replies : statistics->root;
        statistics->root++;
        return reply_at(turns ? *turns : behaviour->root, turn);
    }
    connection->is_sub = 1;
    statistics->last_sub = wall_time();
    if (!statistics->sub++) statistics->first_sub = statistics->last_sub;
    if (++statistics->in_flight > statistics->most_in_flight) statistics->most_in_flight = statistics->in_flight;
    *latency = behaviour->sub_latency;
    return behaviour->sub;
}

/// Puts the beginning of the prompt, as JSON has it, where the text says `{prompt}`.
static struct span with_prompt(struct span text, struct span prompt) {
    static struct bytes filled;
    const char *place = memmem(text.data, text.count, "{prompt}", 8);
    if (!place) return text;
    size_t count = 0;
    while (count < prompt.count && count < 64 && prompt.data[count] != '\\' && prompt.data[count] > 0) count++;
    filled.count = 0;
    bytes_add(&filled, text.data, (size_t)(place - text.data));
    bytes_add(&filled, prompt.data, count);
    bytes_add(&filled, place + 8, text.count - (size_t)(place + 8 - text.data));
    return (struct span){filled.data, filled.count};
}

static int happens(struct server *server, double rate) { return rate > 0 && server_random(server) < rate; }

static void write_failure(struct connection *connection) {
    struct behaviour *behaviour = &connection->server->behaviour;
    char extra[64] = "";
    if (behaviour->retry_after >= 0) snprintf(extra, sizeof extra, "Retry-After: %g\r\n", behaviour->retry_after);
    connection->server->statistics.failed++;
    write_json(
        connection, (int)behaviour->failure_status, extra,
        span_of("{\"error\":{\"message\":\"the mock server fails on purpose\",\"type\":\"mock_failure\"}}"));
}

/// Has the connection closed in the middle of the answer: where the settings say, one byte further each time, or
/// anywhere.
static void cut(struct connection *connection) {
    struct server *server = connection->server;
    size_t count = connection->out.count, at = (size_t)(server_random(server) * (double)count);
    if (server->behaviour.cut_at >= 0) at = (size_t)server->behaviour.cut_at;
    if (server->behaviour.cut_walk) at = (size_t)server->cuts++ % count;
    if (at >= count) return;
    server->statistics.cut++;
    int place = 0;
    while (place < connection->stop_count && connection->stops[place].offset <= at) place++;
    connection->stop_count = place;
    connection_stop(connection, at, CUT);
}

static void complete(struct connection *connection, struct span body) {
    struct server *server = connection->server;
    struct behaviour *behaviour = &server->behaviour;
    struct question question = read_question(body);
    double latency = 0;
    struct reply reply = {
        .model = question.model, .text = with_prompt(choose(connection, &question, &latency), question.last),
        .prompt_tokens = (long)body.count / 4, .stream = question.stream, .pieces = (int)behaviour->pieces,
        .piece_delay = behaviour->piece_delay * behaviour->slow,
    };
    if (happens(server, behaviour->stall_rate)) {
        server->statistics.stalled++;
        return connection_stop(connection, 0, STALL);
    }
    if (latency > 0) connection_stop(connection, 0, latency * behaviour->slow);
    if (happens(server, behaviour->failure_rate)) return write_failure(connection);
    if (happens(server, behaviour->lie_rate)) {
        server->statistics.lied++;
        reply.length_lie = (long)behaviour->lie_bytes;
        connection->closes_after = 1;
    }
    write_reply(connection, &reply);
    if (happens(server, behaviour->cut_rate)) cut(connection);
}

static void tell_statistics(struct connection *connection) {
    struct statistics *s = &connection->server->statistics;
    struct bytes body = {0};
    bytes_format(
        &body,
        "{\"root\":%ld,\"sub\":%ld,\"inflight\":%ld,\"max_inflight_sub\":%ld,\"req_bytes\":%ld,\"max_req_bytes\":%ld,"
        "\"connections\":%ld,\"failed\":%ld,\"stalled\":%ld,\"cut\":%ld,\"lied\":%ld,\"abandoned\":%ld,",
        s->root, s->sub, s->in_flight, s->most_in_flight, s->request_bytes, s->longest_request, s->connections,
        s->failed, s->stalled, s->cut, s->lied, s->abandoned);
    if (s->sub) bytes_format(&body, "\"sub_first\":%.6f,\"sub_last\":%.6f,", s->first_sub, s->last_sub);
    else bytes_text(&body, "\"sub_first\":null,\"sub_last\":null,");
    bytes_text(&body, "\"t_root\":[");
    for (long i = 0; i < s->root && i < (long)(sizeof s->root_times / sizeof *s->root_times); i++)
        bytes_format(&body, "%s%.6f", i ? "," : "", s->root_times[i]);
    bytes_text(&body, "]}");
    write_json(connection, 200, "", (struct span){body.data, body.count});
    bytes_free(&body);
}

static void take_script(struct connection *connection, struct span body) {
    struct behaviour behaviour = behaviour_default();
    if (!behaviour_read(&behaviour, body))
        return write_json(connection, 400, "", span_of("{\"error\":\"this is no script for the mock server\"}"));
    connection->server->behaviour = behaviour;
    server_reset(connection->server);
    write_json(connection, 200, "", span_of("{\"ok\":true}"));
}

/// Waits for a place where `slots` limits how many requests are answered at once.
static void take_slot(struct connection *connection) {
    struct server *server = connection->server;
    if (server->behaviour.slots <= 0) return;
    if (server->busy < server->behaviour.slots) {
        server->busy++;
        connection->has_slot = 1;
        return;
    }
    connection->waits_for_slot = 1;
    connection->next_waiting = NULL;
    if (server->last_waiting) server->last_waiting->next_waiting = connection;
    else server->first_waiting = connection;
    server->last_waiting = connection;
}

void answer(struct connection *connection) {
    struct server *server = connection->server;
    struct span head = {connection->in.data, connection->head_count};
    struct span body = {connection->in.data + connection->head_count, connection->body_count};
    if (span_starts(head, "POST /script ")) return take_script(connection, body);
    if (span_starts(head, "GET /stats ")) return tell_statistics(connection);
    if (span_starts(head, "GET "))
        return write_json(
            connection, 200, "", span_of("{\"object\":\"list\",\"data\":[{\"id\":\"mock\",\"object\":\"model\"}]}"));
    if (!memmem(head.data, head.count, "/chat/completions ", 18))
        return write_json(connection, 404, "", span_of("{\"error\":{\"message\":\"there is no such address\"}}"));
    server->statistics.request_bytes += (long)body.count;
    if ((long)body.count > server->statistics.longest_request)
        server->statistics.longest_request = (long)body.count;
    complete(connection, body);
    take_slot(connection);
}

/// Takes a connection out of those that wait for a place.
static void stop_waiting(struct connection *connection) {
    struct server *server = connection->server;
    struct connection **link = &server->first_waiting, *before = NULL;
    while (*link != connection) link = &(before = *link)->next_waiting;
    *link = connection->next_waiting;
    if (server->last_waiting == connection) server->last_waiting = before;
    connection->waits_for_slot = 0;
}

void answer_ended(struct connection *connection) {
    struct server *server = connection->server;
    if (connection->is_sub) {
        server->statistics.in_flight--;
        server->statistics.last_sub = wall_time();
    }
    if (connection->waits_for_slot) stop_waiting(connection);
    struct connection *next = connection->has_slot ? server->first_waiting : NULL;
    server->busy -= connection->has_slot;
    connection->is_sub = connection->has_slot = 0;
    if (!next) return;
    stop_waiting(next);
    server->busy++;
    next->has_slot = 1;
    connection_wake(next, 0);
}
