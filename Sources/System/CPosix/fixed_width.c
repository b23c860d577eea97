#include "fixed_width.h"
#include <stdint.h>
#include <string.h>

unsigned char cposix_largest_byte(const void *bytes, size_t length) {
    const unsigned char *place = bytes, *end = place + length;
    unsigned char largest = 0;
    for (; place < end; place++) largest = *place > largest ? *place : largest;
    return largest;
}

/// ASCII goes 32 bytes at a time, in loops that the compiler turns into vector instructions; what stands in a block
/// with other characters goes one character at a time.
enum { BLOCK = 32 };

static inline int is_ascii(const unsigned char *block) {
    uint64_t words[BLOCK / 8];
    memcpy(words, block, BLOCK);
    return !((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u);
}

/// The character at `*place`, which moves behind it.
static inline uint32_t next_character(const unsigned char **place) {
    const unsigned char *p = *place;
    if (p[0] < 0x80) return *place += 1, p[0];
    if (p[0] < 0xE0) return *place += 2, (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    if (p[0] < 0xF0) return *place += 3, (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return *place += 4, (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

#define WIDEN(name, unit)                                                                                              \
    static size_t name(const unsigned char *place, const unsigned char *end, unit *units) {                            \
        unit *next = units;                                                                                            \
        while (place < end) {                                                                                          \
            for (; end - place >= BLOCK && is_ascii(place); place += BLOCK, next += BLOCK)                             \
                for (int i = 0; i < BLOCK; i++) next[i] = place[i];                                                    \
            const unsigned char *stop = end - place > BLOCK ? place + BLOCK : end;                                     \
            while (place < stop) *next++ = (unit)next_character(&place);                                               \
        }                                                                                                              \
        return (size_t)(next - units);                                                                                 \
    }

WIDEN(widen_to_1, uint8_t)
WIDEN(widen_to_2, uint16_t)
WIDEN(widen_to_4, uint32_t)

size_t cposix_widen(const void *bytes, size_t length, void *units, int width) {
    const unsigned char *place = bytes, *end = place + length;
    if (width == 1) return widen_to_1(place, end, units);
    return width == 2 ? widen_to_2(place, end, units) : widen_to_4(place, end, units);
}
