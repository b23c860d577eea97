#pragma once
#include <stddef.h>

/// The embedded interpreter, without Python's own header: that one clashes with other C libraries in Swift.
/// All functions are for the main thread.

/// A module of the package `rlm_worker`; the array's end has a NULL name.
struct cpython_module {
    const char *name;
    const char *source;
};

/// Brings the interpreter up, isolated from environment and user, and imports the package.
///
/// `modules` has to outlive the process. `packages` is a folder for the end of `sys.path`, or NULL. Returns NULL, or
/// what failed.
const char *cpython_start(const struct cpython_module *modules, const char *packages);

/// The folders and files of `sys.path`, to be read by index until NULL; valid until the next call.
const char *cpython_path(int index);

/// Calls `rlm_worker.main.warm()`, which imports what sessions need. Returns 0, or -1 after writing the traceback.
int cpython_warm(void);

/// Calls `fork_process`, which is to return as `fork` does, with Python made ready for it before and after. Returns what
/// that returned.
long cpython_fork(long (*fork_process)(void));

/// Has `_rlm_host.copy()` fork by `fork_asleep(parent, waking_signal)`, which returns as `fork` does, in the copy when it
/// was woken.
void cpython_keep_copies(long (*fork_asleep)(int parent, int waking_signal), int parent, int waking_signal);

/// Calls `rlm_worker.main.prepare()` and keeps what it returns. Returns 0, or -1 after writing the traceback.
int cpython_prepare(void);

/// Calls `rlm_worker.main.serve(prepared, layers, missing)`, which returns when the host has gone. The arrays end with
/// NULL. Returns -1 after writing a traceback.
int cpython_serve(const char *const *layers, const char *const *missing);
