#pragma once

/// Forks this process, which must have one thread only, into a child of its own *parent*.
///
/// So whoever started this process waits for the new one, too, and a child that asks to die with its parent dies with
/// that one. Returns 0 in the new process, its id in this one, or -1 and errno.
long cposix_fork_sibling(void);

/// Makes the descriptors `sources` the numbers 1 to `count` and closes all others above; 0 stays. They must be in
/// ascending order, none below its target. Returns 0 or an errno.
int cposix_take_descriptors(const int *sources, int count);
