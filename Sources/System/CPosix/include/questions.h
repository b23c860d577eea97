#pragma once
#include <sys/types.h>

/// System calls that a sandboxed process may make only when another process, which knows more, allows each.

/// Has this process, which must have one thread only, and its forks ask before they fork by `cposix_fork_sibling` and
/// before they send a signal. Returns the descriptor that the questions come to, or -1 and errno.
int cposix_ask_before_forks(void);

/// Answers the questions that wait at `listener`, none of which may take long: a signal is allowed that goes to `process`
/// itself; a fork is, once, when `*may_fork` is true and it is `process`'s main thread that asks. That sets `*may_fork`
/// to 0. Returns 0 when no question waits any more, or an errno (EPIPE when nobody is left to ask).
int cposix_answer_questions(int listener, pid_t process, int *may_fork);
