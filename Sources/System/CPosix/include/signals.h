#pragma once

/// From now on each `signal` that reaches the process writes one byte, its number, to `pipe`, which must not block and
/// must stay open. Returns 0 or an errno.
int cposix_send_signal_to(int signal, int pipe);
