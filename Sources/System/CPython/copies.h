#pragma once
#include <Python.h>

/// `_rlm_host.copy()`: None where there can be no copies; an OSError when this one was refused.
PyObject *copy_process(PyObject *self, PyObject *none);
