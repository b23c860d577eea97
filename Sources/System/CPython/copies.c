#include "copies.h"
#include "cpython.h"
#include "frames.h"
#include <errno.h>

static long (*fork_asleep)(int parent, int waking_signal);
static int parent, waking_signal;

void cpython_keep_copies(long (*forking)(int parent, int waking_signal), int of, int signal) {
    fork_asleep = forking;
    parent = of;
    waking_signal = signal;
}

static long copy_asleep(void) { return fork_asleep(parent, waking_signal); }

PyObject *copy_process(PyObject *self, PyObject *none) {
    if (!fork_asleep) Py_RETURN_NONE;
    long id = cpython_fork(copy_asleep);
    if (id < 0) return PyErr_SetFromErrno(PyExc_OSError);
    if (id == 0) frames_restart();
    return PyLong_FromLong(id);
}
