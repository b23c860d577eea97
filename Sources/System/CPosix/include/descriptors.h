#pragma once

/// A pipe whose ends close on exec: `ends[0]` reads, `ends[1]` writes. Returns 0 or an errno.
int cposix_pipe(int ends[2]);

/// Two connected stream sockets that close on exec. Returns 0 or an errno.
int cposix_socketpair(int ends[2]);

/// Makes reads and writes return at once, or wait again. Returns 0 or an errno.
int cposix_set_nonblocking(int descriptor, int nonblocking);
