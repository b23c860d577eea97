#include "cpython.h"
#include <Python.h>
int cpython_version(void) { return PY_VERSION_HEX; }
