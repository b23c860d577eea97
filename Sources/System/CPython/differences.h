#pragma once
#include <Python.h>

/// `differences(names, others)`: the keys of the first dict for which the second does not hold the very same object.
///
/// No object is counted as used, which would be a write to it, and have the kernel copy the page that it is in where a
/// copy of this process shares that.
PyObject *differences(PyObject *self, PyObject *arguments);
