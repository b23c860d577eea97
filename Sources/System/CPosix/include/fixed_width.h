#pragma once
#include <stddef.h>

/// The largest byte; 0 of none. In valid UTF-8 it tells how wide the widest character is.
unsigned char cposix_largest_byte(const void *bytes, size_t length);

/// Writes valid UTF-8 that ends with a whole character as units of `width` bytes, 1, 2 or 4, one for each character.
///
/// No character may need more. `units` is aligned to `width` and has room for one unit per byte. Returns how many
/// units were written.
size_t cposix_widen(const void *bytes, size_t length, void *units, int width);
