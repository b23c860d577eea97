#pragma once
#include <stddef.h>

/// A growing run of bytes; freed by `bytes_free`.
struct bytes {
    char *data;
    size_t count, capacity;
};

/// A run of bytes that belongs to somebody else.
struct span {
    const char *data;
    size_t count;
};

/// Makes room for `more` bytes behind the present ones; ends the program when there is no memory.
void bytes_reserve(struct bytes *bytes, size_t more);
void bytes_add(struct bytes *bytes, const void *data, size_t count);
void bytes_text(struct bytes *bytes, const char *text);
__attribute__((format(printf, 2, 3))) void bytes_format(struct bytes *bytes, const char *format, ...);
/// Takes `count` bytes away from the front.
void bytes_drop(struct bytes *bytes, size_t count);
void bytes_free(struct bytes *bytes);

struct span span_of(const char *text);
int span_equals(struct span span, const char *text);
int span_starts(struct span span, const char *text);
/// A copy that ends in a zero; to be freed.
char *span_copy(struct span span);
