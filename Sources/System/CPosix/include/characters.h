#pragma once
#include <stddef.h>

/// How many characters (Unicode scalars) start in these bytes of UTF-8.
size_t cposix_count_characters(const void *bytes, size_t length);

/// Whether all bytes are ASCII and none is NUL.
int cposix_is_plain_ascii(const void *bytes, size_t length);
