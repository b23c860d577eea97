#pragma once
#include <Python.h>

/// `mapped_text(buffer, start, end)`: a `str` over these bytes of the buffer, without a copy, or None when they are not
/// ASCII or this Python's strings are laid out in a way that is not known here.
PyObject *mapped_text(PyObject *self, PyObject *arguments);
