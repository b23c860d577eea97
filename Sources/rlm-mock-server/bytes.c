#include "bytes.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_reserve(struct bytes *bytes, size_t more) {
    if (bytes->capacity - bytes->count >= more) return;
    size_t capacity = bytes->capacity * 2;
    if (capacity < bytes->count + more) capacity = bytes->count + more;
    if (capacity < 512) capacity = 512;
    bytes->data = realloc(bytes->data, capacity);
    if (!bytes->data) {
        fputs("rlm-mock-server: out of memory\n", stderr);
        exit(71);
    }
    bytes->capacity = capacity;
}

void bytes_add(struct bytes *bytes, const void *data, size_t count) {
    if (!count) return;
    bytes_reserve(bytes, count);
    memcpy(bytes->data + bytes->count, data, count);
    bytes->count += count;
}

void bytes_text(struct bytes *bytes, const char *text) { bytes_add(bytes, text, strlen(text)); }

void bytes_format(struct bytes *bytes, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    bytes_reserve(bytes, (size_t)length + 1);
    vsnprintf(bytes->data + bytes->count, (size_t)length + 1, format, again);
    va_end(again);
    bytes->count += (size_t)length;
}

void bytes_drop(struct bytes *bytes, size_t count) {
    bytes->count -= count;
    if (bytes->count) memmove(bytes->data, bytes->data + count, bytes->count);
}

void bytes_free(struct bytes *bytes) {
    free(bytes->data);
    *bytes = (struct bytes){0};
}

struct span span_of(const char *text) { return (struct span){text, strlen(text)}; }

int span_equals(struct span span, const char *text) {
    return span.count == strlen(text) && !memcmp(span.data, text, span.count);
}

int span_starts(struct span span, const char *text) {
    size_t count = strlen(text);
    return span.count >= count && !memcmp(span.data, text, count);
}

char *span_copy(struct span span) {
    char *copy = malloc(span.count + 1);
    if (!copy) abort();
    if (span.count) memcpy(copy, span.data, span.count);
    copy[span.count] = 0;
    return copy;
}
