#include "mapped_text.h"
#include <stdint.h>
#include <string.h>

/// Looks at eight bytes at a time, in blocks that the compiler turns into vector instructions.
static int is_ascii(const unsigned char *bytes, size_t length) {
    enum { BLOCK = 4096 };
    size_t place = 0;
    for (; place + BLOCK <= length; place += BLOCK) {
        uint64_t seen = 0, word;
        for (size_t i = 0; i < BLOCK; i += sizeof word) {
            memcpy(&word, bytes + place + i, sizeof word);
            seen |= word;
        }
        if (seen & 0x8080808080808080u) return 0;
    }
    for (; place < length; place++)
        if (bytes[place] & 0x80) return 0;
    return 1;
}

#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030E0000
/// An exact `str` that is not compact: its characters lie elsewhere. One reference is never given up, so that Python
/// never frees what it does not own, nor takes the text for one that it may change in place. `utf8` stays unset:
/// whoever asks for it expects a zero byte at the end, and gets a copy that has one.
static PyObject *text_over(const char *bytes, size_t length) {
    PyUnicodeObject *text = PyObject_Malloc(sizeof *text);
    if (!text) return PyErr_NoMemory();
    memset(text, 0, sizeof *text);
    PyObject_Init((PyObject *)text, &PyUnicode_Type);
    PyASCIIObject *head = &text->_base._base;
    head->length = (Py_ssize_t)length;
    head->hash = -1;
    head->state.kind = PyUnicode_1BYTE_KIND;
    head->state.ascii = 1;
#if PY_VERSION_HEX < 0x030C0000
    head->state.ready = 1;
#endif
    text->data.any = (void *)bytes;
    return Py_NewRef((PyObject *)text);
}
#else
static PyObject *text_over(const char *bytes, size_t length) { Py_RETURN_NONE; }
#endif

PyObject *mapped_text(PyObject *self, PyObject *arguments) {
    PyObject *owner;
    Py_ssize_t start, end;
    if (!PyArg_ParseTuple(arguments, "Onn", &owner, &start, &end)) return NULL;
    Py_buffer view;
    if (PyObject_GetBuffer(owner, &view, PyBUF_SIMPLE)) return NULL;
    if (start < 0 || end < start || end > view.len) {
        PyBuffer_Release(&view);
        return PyErr_Format(PyExc_ValueError, "the range is not in the buffer");
    }
    const char *bytes = (const char *)view.buf + start;
    int ascii;
    Py_BEGIN_ALLOW_THREADS;
    ascii = is_ascii((const unsigned char *)bytes, (size_t)(end - start));
    Py_END_ALLOW_THREADS;
    PyObject *text = ascii && end > start ? text_over(bytes, (size_t)(end - start)) : Py_NewRef(Py_None);
    // The view of a mapped text is never released: the buffer has to outlive it.
    if (!text || text == Py_None) PyBuffer_Release(&view);
    return text;
}
