#pragma once

/// Allows this process the system calls that Python needs to compute, and no others.
///
/// Everything else fails with EPERM. Threads may be made, processes not; sockets only as connected pairs. Returns 0 or
/// an errno; ENOSYS when the kernel has no seccomp.
int cposix_restrict_syscalls(void);
