#pragma once
#include <stdint.h>

/// A moment at which a connection goes on; `serial` tells whether the connection still waits for it.
struct timer {
    double time;
    int descriptor;
    uint64_t serial;
};

/// Seconds of a clock that only goes forward.
double now(void);
void timers_add(struct timer timer);
/// Seconds until the next timer is due; below 0 when there is none.
double timers_wait(void);
/// Takes the next timer that is due; 0 when there is none.
int timers_take(struct timer *timer);
