#include "differences.h"

PyObject *differences(PyObject *self, PyObject *arguments) {
    PyObject *names, *others, *key, *value;
    if (!PyArg_ParseTuple(arguments, "O!O!", &PyDict_Type, &names, &PyDict_Type, &others)) return NULL;
    PyObject *found = PyList_New(0);
    Py_ssize_t place = 0;
    while (found && PyDict_Next(names, &place, &key, &value)) {
        // Only comparing keys of other types would run their code, which could change what is gone through here.
        PyObject *other = PyUnicode_CheckExact(key) ? PyDict_GetItemWithError(others, key) : NULL;
        if (PyErr_Occurred() || (other != value && PyList_Append(found, key))) Py_CLEAR(found);
    }
    return found;
}
