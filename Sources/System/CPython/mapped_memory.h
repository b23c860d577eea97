#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/// `mapped_memory(descriptor, origin, length, file, start, shared)`: a view of `length` bytes of a memory file from
/// `origin` on, read-only, for as long as the process lives.
///
/// The `shared` bytes from the view's `start` on are the first ones of `file`, and stand at whole pages.
PyObject *mapped_memory(PyObject *self, PyObject *arguments);
