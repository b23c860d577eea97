#include "characters.h"
#include <stdint.h>
#include <string.h>

size_t cposix_count_characters(const void *bytes, size_t length) {
    const unsigned char *place = bytes, *end = place + length;
    size_t continuing = 0;
    // Eight bytes at a time: a byte continues a character when its highest bit is set and the next one is not.
    for (; end - place >= 8; place += 8) {
        uint64_t word;
        memcpy(&word, place, 8);
        continuing += (size_t)__builtin_popcountll((word >> 7) & ~(word >> 6) & 0x0101010101010101u);
    }
    for (; place < end; place++) continuing += (*place & 0xC0) == 0x80;
    return length - continuing;
}
