#include "mapped_memory.h"
#include <sys/mman.h>
#include <unistd.h>

PyObject *mapped_memory(PyObject *self, PyObject *arguments) {
    int descriptor, file;
    Py_ssize_t origin, length, start, shared;
    if (!PyArg_ParseTuple(arguments, "inninn", &descriptor, &origin, &length, &file, &start, &shared)) return NULL;
    if (origin < 0 || length < 0 || start < 0 || shared < 0 || shared > length || start > length - shared)
        return PyErr_Format(PyExc_ValueError, "the parts do not lie in the memory");
    if (length == 0) return PyMemoryView_FromMemory("", 0, PyBUF_READ);
    // A page of zeros comes after it: C code may look at the character behind the last one of a text.
    const size_t size = (size_t)(origin + length), page = (size_t)sysconf(_SC_PAGESIZE);
    char *base = mmap(NULL, size + page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED || mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == MAP_FAILED)
        return PyErr_SetFromErrno(PyExc_OSError);
    char *place = base + origin + start;
    if (shared > 0 && mmap(place, (size_t)shared, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyMemoryView_FromMemory(base + origin, length, PyBUF_READ);
}
