#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/// `mapped_text(buffer, start, length, width)`: a `str` of `length` characters over the buffer's bytes from `start` on,
/// without a copy; the buffer stays as long as the process does.
///
/// `width` is 0 for ASCII, else the bytes that each character takes there and that the widest one needs: Python takes
/// a text in a wider form for another text. None where the layout of a `str` is not known.
PyObject *mapped_text(PyObject *self, PyObject *arguments);

/// `mapped_text_problem()`: why texts have to be copied in this Python; empty when they need not.
PyObject *mapped_text_problem(PyObject *self, PyObject *none);
