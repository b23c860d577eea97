#pragma once

/// Allows this process the system calls that Python needs to compute, and no others.
///
/// Everything else fails with EPERM. Threads may be made, processes not; sockets only as connected pairs. Unless
/// `may_change_files`, which is for where Landlock says which files, nothing can be opened for writing, made, renamed or
/// removed. With `asks` the process asks elsewhere about forks and signals (`cposix_ask_before_forks`); without, it can make
/// no fork and signal itself alone. Returns 0 or an errno.
int cposix_restrict_syscalls(int may_change_files, int asks);
