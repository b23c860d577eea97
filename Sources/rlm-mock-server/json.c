#include "json.h"
#include <string.h>

struct json json_over(struct span text) { return (struct json){text.data, text.data + text.count, 0}; }

static int peek(struct json *json) {
    while (json->next < json->end && strchr(" \t\r\n", *json->next) && *json->next) json->next++;
    return !json->failed && json->next < json->end ? *json->next : 0;
}

static int take(struct json *json, char expected) {
    if (peek(json) != expected) return 0;
    json->next++;
    return 1;
}

int json_enter(struct json *json, char bracket) { return take(json, bracket); }

int json_member(struct json *json, struct span *name) {
    take(json, ',');
    if (take(json, '}')) return 0;
    if (!json_string(json, name) || !take(json, ':')) {
        json->failed = 1;
        return 0;
    }
    return 1;
}

int json_element(struct json *json) {
    take(json, ',');
    if (take(json, ']')) return 0;
    if (!peek(json)) json->failed = 1;
    return !json->failed;
}

int json_string(struct json *json, struct span *text) {
    if (!take(json, '"')) return 0;
    const char *start = json->next;
    for (const char *from = start; from < json->end;) {
        const char *quote = memchr(from, '"', (size_t)(json->end - from));
        if (!quote) break;
        const char *before = quote;
        while (before > start && before[-1] == '\\') before--;
        json->next = from = quote + 1;
        if ((quote - before) % 2) continue;
        *text = (struct span){start, (size_t)(quote - start)};
        return 1;
    }
    json->failed = 1;
    return 0;
}

struct span json_value(struct json *json) {
    int first = peek(json);
    const char *start = json->next;
    struct span ignored;
    if (first == '"') {
        json_string(json, &ignored);
    } else if (first == '{') {
        json_enter(json, '{');
        while (json_member(json, &ignored)) json_value(json);
    } else if (first == '[') {
        json_enter(json, '[');
        while (json_element(json)) json_value(json);
    } else {
        while (json->next < json->end && !strchr(",]} \t\r\n", *json->next)) json->next++;
        if (json->next == start) json->failed = 1;
    }
    return (struct span){start, json->failed ? 0 : (size_t)(json->next - start)};
}
