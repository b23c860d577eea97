#pragma once
#include <Python.h>

/// A frame is: u32 length of what follows the header, u8 type, u32 number; then u32 count and for each field u32 length
/// and its bytes. All numbers are little-endian, as the machines this runs on are.
enum { FRAMES_HOST = 3, FRAMES_HEADER = 9 };

/// The builtin module `_rlm_host`: frames on the host's socket, and the sources of the worker's modules.
PyObject *frames_module(void);

struct cpython_module;
/// Sets what `_rlm_host.sources()` returns; call it before the interpreter starts.
void frames_set_sources(const struct cpython_module *modules);

/// In a copy of a process that took frames: drops what was sent to that one, and what its threads held.
void frames_restart(void);
void frames_restart_reading(void);
void frames_restart_writing(void);

PyObject *read_frame(PyObject *self, PyObject *none);
PyObject *read_frames(PyObject *self, PyObject *none);
PyObject *write_frame(PyObject *self, PyObject *arguments);
PyObject *write_frames(PyObject *self, PyObject *frames);
