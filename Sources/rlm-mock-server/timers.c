#include "timers.h"
#include <stdlib.h>
#include <time.h>

// A binary heap, the earliest timer first.
static struct timer *heap;
static int count, capacity;

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void timers_add(struct timer timer) {
    if (count == capacity) {
        capacity = capacity ? capacity * 2 : 256;
        heap = realloc(heap, (size_t)capacity * sizeof *heap);
        if (!heap) abort();
    }
    int place = count++;
    for (int above; place > 0 && heap[above = (place - 1) / 2].time > timer.time; place = above)
        heap[place] = heap[above];
    heap[place] = timer;
}

double timers_wait(void) {
    if (!count) return -1;
    double wait = heap[0].time - now();
    return wait > 0 ? wait : 0;
}

int timers_take(struct timer *timer) {
    if (!count || heap[0].time > now()) return 0;
    *timer = heap[0];
    struct timer last = heap[--count];
    int place = 0;
    for (int below; (below = 2 * place + 1) < count; place = below) {
        if (below + 1 < count && heap[below + 1].time < heap[below].time) below++;
        if (heap[below].time >= last.time) break;
        heap[place] = heap[below];
    }
    heap[place] = last;
    return 1;
}
