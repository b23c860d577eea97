#include "behaviour.h"
#include "json.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    size_t place;
    double standard;
} settings[] = {
#define SETTING(name, standard) {#name, offsetof(struct behaviour, name), standard}
    SETTING(root_latency, 0), SETTING(sub_latency, 0), SETTING(slow, 1), SETTING(slots, 0),
    SETTING(pieces, 1), SETTING(piece_delay, 0), SETTING(failure_rate, 0), SETTING(failure_status, 500),
    SETTING(retry_after, -1), SETTING(stall_rate, 0), SETTING(cut_rate, 0), SETTING(cut_at, -1),
    SETTING(cut_walk, 0), SETTING(lie_rate, 0), SETTING(lie_bytes, 7), SETTING(seed, 1),
};

static double *place(struct behaviour *behaviour, size_t index) {
    return (double *)((char *)behaviour + settings[index].place);
}

struct behaviour behaviour_default(void) {
    struct behaviour behaviour = {.sub = span_of("ok")};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) *place(&behaviour, i) = settings[i].standard;
    return behaviour;
}

int behaviour_set(struct behaviour *behaviour, const char *name, double value) {
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        size_t at = 0;
        while (name[at] && (name[at] == '-' ? '_' : name[at]) == settings[i].name[at]) at++;
        if (name[at] || settings[i].name[at]) continue;
        *place(behaviour, i) = value;
        return 1;
    }
    return 0;
}

static struct replies read_replies(struct json *json) {
    struct replies replies = {0};
    if (!json_enter(json, '[')) {
        json->failed = 1;
        return replies;
    }
    while (json_element(json)) {
        replies.texts = realloc(replies.texts, sizeof *replies.texts * (size_t)(replies.count + 1));
        if (!replies.texts) abort();
        if (!json_string(json, &replies.texts[replies.count++])) json->failed = 1;
    }
    return replies;
}

static void read_models(struct behaviour *behaviour, struct json *json) {
    if (!json_enter(json, '{')) json->failed = 1;
    struct span prefix;
    while (json_member(json, &prefix)) {
        if (behaviour->model_count == sizeof behaviour->models / sizeof *behaviour->models) json->failed = 1;
        if (json->failed) return;
        behaviour->models[behaviour->model_count++] = (struct model_replies){prefix, read_replies(json)};
    }
}

int behaviour_read(struct behaviour *behaviour, struct span text) {
    // Never freed: the replies point into it, and scripts are few.
    struct json json = json_over((struct span){span_copy(text), text.count});
    struct span name;
    if (!json_enter(&json, '{')) return 0;
    while (json_member(&json, &name)) {
        if (span_equals(name, "root")) {
            behaviour->root = read_replies(&json);
        } else if (span_equals(name, "models")) {
            read_models(behaviour, &json);
        } else if (span_equals(name, "sub")) {
            if (!json_string(&json, &behaviour->sub)) return 0;
        } else {
            char *key = span_copy(name), *value = span_copy(json_value(&json)), *end;
            double number = strtod(value, &end);
            int known = end > value && !*end && behaviour_set(behaviour, key, number);
            free(key);
            free(value);
            if (!known) return 0;
        }
    }
    return !json.failed;
}
