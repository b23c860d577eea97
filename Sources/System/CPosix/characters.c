#include "characters.h"
#include <stdint.h>
#include <string.h>

enum { BLOCK = 512, COUNTED = 128 };

static inline int is_plain(unsigned char byte) { return (unsigned char)(byte - 1) < 0x7F; }

int cposix_is_plain_ascii(const void *bytes, size_t length) {
    const unsigned char *place = bytes, *end = place + length;
    for (; end - place >= BLOCK; place += BLOCK) {
        unsigned char others = 0;
        for (int i = 0; i < BLOCK; i++) others |= !is_plain(place[i]);
        if (others) return 0;
    }
    for (; place < end; place++)
        if (!is_plain(*place)) return 0;
    return 1;
}

/// How many bytes of a block continue a character, in loops that the compiler turns into vector instructions.
static inline size_t continuing_in_block(const unsigned char *block) {
    uint64_t seen = 0, word;
    for (int i = 0; i < COUNTED; i += 8) {
        memcpy(&word, block + i, 8);
        seen |= word;
    }
    if (!(seen & 0x8080808080808080u)) return 0;
    unsigned char count = 0;
    for (int i = 0; i < COUNTED; i++) count += (signed char)block[i] < -64;
    return count;
}

size_t cposix_count_characters(const void *bytes, size_t length) {
    const unsigned char *place = bytes, *end = place + length;
    size_t continuing = 0;
    for (; end - place >= COUNTED; place += COUNTED) continuing += continuing_in_block(place);
    for (; place < end; place++) continuing += (*place & 0xC0) == 0x80;
    return length - continuing;
}
