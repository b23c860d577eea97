#pragma once
#include <Python.h>

/// The builtin module `_rlm_host`: frames on the host's socket, and the sources of the worker's modules.
PyObject *frames_module(void);

struct cpython_module;
/// Sets what `_rlm_host.sources()` returns; call it before the interpreter starts.
void frames_set_sources(const struct cpython_module *modules);

/// In a copy of a process that took frames: drops what was sent to that one, and what its threads held.
void frames_restart(void);
