#include "characters.h"
#include <stdint.h>
#include <string.h>

enum { BLOCK = 128 };

/// How many bytes of a block continue a character, in loops that the compiler turns into vector instructions.
static inline size_t continuing_in_block(const unsigned char *block) {
    uint64_t seen = 0, word;
    for (int i = 0; i < BLOCK; i += 8) {
        memcpy(&word, block + i, 8);
        seen |= word;
    }
    if (!(seen & 0x8080808080808080u)) return 0;
    unsigned char count = 0;
    for (int i = 0; i < BLOCK; i++) count += (signed char)block[i] < -64;
    return count;
}

size_t cposix_count_characters(const void *bytes, size_t length) {
    const unsigned char *place = bytes, *end = place + length;
    size_t continuing = 0;
    for (; end - place >= BLOCK; place += BLOCK) continuing += continuing_in_block(place);
    for (; place < end; place++) continuing += (*place & 0xC0) == 0x80;
    return length - continuing;
}
