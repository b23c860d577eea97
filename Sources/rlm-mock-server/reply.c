#include "reply.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void write_json(struct connection *connection, int status, const char *extra, struct span body) {
    bytes_format(
        &connection->out, "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n", status,
        status == 200 ? "OK" : "Failure", extra, body.count);
    bytes_add(&connection->out, body.data, body.count);
}

static long completion_tokens(const struct reply *reply) { return (long)reply->text.count / 4 + 1; }

static void write_usage(struct bytes *body, const struct reply *reply) {
    bytes_format(
        body, "\"usage\":{\"prompt_tokens\":%ld,\"completion_tokens\":%ld,\"total_tokens\":%ld}", reply->prompt_tokens,
        completion_tokens(reply), reply->prompt_tokens + completion_tokens(reply));
}

static void write_start(struct bytes *body, const struct reply *reply, const char *object) {
    bytes_format(
        body, "{\"id\":\"chatcmpl-mock\",\"object\":\"%s\",\"created\":%ld,\"model\":\"%.*s\",\"choices\":[", object,
        (long)wall_time(), (int)reply->model.count, reply->model.data);
}

/// The marker at the start of `text`: its length and what it asks for; 0 when there is none.
static size_t marker(struct span text, double *seconds) {
    if (span_starts(text, "{cut}")) {
        *seconds = CUT;
        return strlen("{cut}");
    }
    const char *end = span_starts(text, "{pause ") ? memchr(text.data, '}', text.count) : NULL;
    if (!end) return 0;
    *seconds = strtod(text.data + strlen("{pause "), NULL);
    return (size_t)(end + 1 - text.data);
}

/// The part of `text` before its next marker.
static struct span until_marker(struct span text) {
    double ignored;
    for (size_t place = 0; place < text.count; place++) {
        const char *brace = memchr(text.data + place, '{', text.count - place);
        if (!brace) break;
        place = (size_t)(brace - text.data);
        if (marker((struct span){brace, text.count - place}, &ignored)) return (struct span){text.data, place};
    }
    return text;
}

/// The first of the pieces of `text` that is not longer than `count` bytes, cut neither in a character nor an escape.
static struct span first_piece(struct span text, size_t count) {
    size_t end = 0;
    while (end < text.count && (end < count || !end)) {
        size_t step = text.data[end] != '\\' ? 1 : end + 1 < text.count && text.data[end + 1] == 'u' ? 6 : 2;
        end += step;
        while (end < text.count && ((unsigned char)text.data[end] & 0xC0) == 0x80) end++;
    }
    return (struct span){text.data, end < text.count ? end : text.count};
}

static void write_event(struct connection *connection, struct bytes *event, int chunked) {
    if (chunked) bytes_format(&connection->out, "%zx\r\n", event->count + 8);
    bytes_text(&connection->out, "data: ");
    bytes_add(&connection->out, event->data, event->count);
    bytes_text(&connection->out, chunked ? "\n\n\r\n" : "\n\n");
    event->count = 0;
}

static void write_delta(
    struct connection *connection, const struct reply *reply, struct bytes *event, struct span text, int chunked) {
    write_start(event, reply, "chat.completion.chunk");
    bytes_text(event, "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"");
    bytes_add(event, text.data, text.count);
    bytes_text(event, "\"},\"finish_reason\":null}]}");
    write_event(connection, event, chunked);
}

static void write_text(
    struct connection *connection, const struct reply *reply, struct bytes *event, int chunked) {
    struct span rest = reply->text;
    size_t size = (rest.count + (size_t)reply->pieces - 1) / (size_t)(reply->pieces > 0 ? reply->pieces : 1);
    for (int first = 1; rest.count; first = 0) {
        double seconds = 0;
        size_t count = marker(rest, &seconds);
        if (count) {
            connection_stop(connection, connection->out.count, seconds);
        } else {
            struct span piece = first_piece(until_marker(rest), size);
            count = piece.count;
            if (!first && reply->piece_delay > 0)
                connection_stop(connection, connection->out.count, reply->piece_delay);
            write_delta(connection, reply, event, piece, chunked);
        }
        rest = (struct span){rest.data + count, rest.count - count};
    }
}

static void write_stream(struct connection *connection, const struct reply *reply, int chunked) {
    static struct bytes event;
    if (!reply->text.count) write_delta(connection, reply, &event, reply->text, chunked);
    write_text(connection, reply, &event, chunked);
    write_start(&event, reply, "chat.completion.chunk");
    bytes_text(&event, "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    write_event(connection, &event, chunked);
    write_start(&event, reply, "chat.completion.chunk");
    bytes_text(&event, "],");
    write_usage(&event, reply);
    bytes_text(&event, "}");
    write_event(connection, &event, chunked);
    bytes_text(&event, "[DONE]");
    write_event(connection, &event, chunked);
    if (chunked) bytes_text(&connection->out, "0\r\n\r\n");
}

static void write_plain(struct connection *connection, const struct reply *reply) {
    write_start(&connection->out, reply, "chat.completion");
    bytes_text(&connection->out, "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"");
    for (struct span rest = reply->text; rest.count;) {
        double ignored;
        struct span piece = until_marker(rest);
        bytes_add(&connection->out, piece.data, piece.count);
        rest = (struct span){rest.data + piece.count, rest.count - piece.count};
        size_t count = marker(rest, &ignored);
        rest = (struct span){rest.data + count, rest.count - count};
    }
    bytes_text(&connection->out, "\"}}],");
    write_usage(&connection->out, reply);
    bytes_text(&connection->out, "}");
}

void write_reply(struct connection *connection, const struct reply *reply) {
    struct bytes *out = &connection->out;
    int chunked = reply->stream && !reply->length_lie;
    bytes_format(
        out, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n", reply->stream ? "text/event-stream" : "application/json");
    if (chunked) {
        bytes_text(out, "Transfer-Encoding: chunked\r\n\r\n");
        return write_stream(connection, reply, 1);
    }
    // Filled in below, when the length is known.
    bytes_text(out, "Content-Length: ");
    size_t length = out->count;
    bytes_text(out, "          \r\n\r\n");
    size_t start = out->count;
    if (reply->stream) write_stream(connection, reply, 0);
    else write_plain(connection, reply);
    char digits[16];
    int count = snprintf(digits, sizeof digits, "%ld", (long)(out->count - start) + reply->length_lie);
    memcpy(out->data + length, digits, (size_t)count);
}
