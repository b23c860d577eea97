#pragma once

/// The newest Landlock interface that the kernel offers, from 1; 0 when there is none.
int cposix_landlock_abi(void);

/// Confines this thread and those it makes to reading below `readable` and to writing below `writable`.
///
/// Both arrays end with NULL; a path that does not exist is left out. A writable folder can be read too. TCP, signals
/// to other processes and abstract sockets are shut off as far as `abi` goes. The process must have one thread only.
/// Returns 0 or an errno.
int cposix_landlock_enter(int abi, const char *const *readable, const char *const *writable);
