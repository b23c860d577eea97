#pragma once

/// Forks this process into a child of its own *parent*.
///
/// So whoever started this process waits for the new one, too, and a child that asks to die with its parent dies with
/// that one. The new process has one thread, the caller; locks that other threads hold stay locked in it. To be called
/// first while there is one thread only. Returns 0 in the new process, its id in this one, or -1 and errno.
long cposix_fork_sibling(void);

/// Forks as `cposix_fork_sibling` does; the new process sleeps until `waking_signal` comes, and dies with `parent`.
///
/// No other signal reaches it before this returns, in it as in the caller.
long cposix_fork_asleep(int parent, int waking_signal);

/// Makes the descriptors `sources` the numbers 1 to `count` and closes all others above; 0 stays. They must be in
/// ascending order, none below its target. Returns 0 or an errno.
int cposix_take_descriptors(const int *sources, int count);
