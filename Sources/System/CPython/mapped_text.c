#include "mapped_text.h"
#include <stdint.h>
#include <string.h>

#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030E0000
/// An exact `str` that is not compact: its characters lie elsewhere. One reference is never given up, so that Python
/// never frees what it does not own, nor takes the text for one that it may change in place. `utf8` stays unset:
/// whoever asks for it expects a zero byte at the end, and gets a copy that has one.
static PyObject *text_over(const char *units, Py_ssize_t length, int width) {
    PyUnicodeObject *text = PyObject_Malloc(sizeof *text);
    if (!text) return PyErr_NoMemory();
    memset(text, 0, sizeof *text);
    PyObject_Init((PyObject *)text, &PyUnicode_Type);
    PyASCIIObject *head = &text->_base._base;
    head->length = length;
    head->hash = -1;
    head->state.kind = width == 4 ? PyUnicode_4BYTE_KIND : width == 2 ? PyUnicode_2BYTE_KIND : PyUnicode_1BYTE_KIND;
    head->state.ascii = width == 0;
#if PY_VERSION_HEX < 0x030C0000
    head->state.ready = 1;
    if ((size_t)width == sizeof(wchar_t)) {
        // What is as wide as `wchar_t` is taken from there when C asks for it, and from nowhere else.
        head->wstr = (wchar_t *)units;
        text->_base.wstr_length = length;
    }
#endif
    text->data.any = (void *)units;
    return Py_NewRef((PyObject *)text);
}

/// Whether the running Python is the one whose headers said how a `str` is laid out.
static int has_known_layout(void) { return Py_Version >> 16 == PY_VERSION_HEX >> 16; }
#else
static PyObject *text_over(const char *units, Py_ssize_t length, int width) { Py_RETURN_NONE; }

static int has_known_layout(void) { return 0; }
#endif

/// Whether a text made over `units` is what Python makes of them itself.
static int reads_back(const void *units, Py_ssize_t length, int width) {
    PyObject *mapped = text_over(units, length, width);
    PyObject *copy = PyUnicode_FromKindAndData(width ? width : 1, units, length);
    PyObject *part = mapped ? PyUnicode_Substring(mapped, 1, length) : NULL;
    PyObject *same = copy ? PyUnicode_Substring(copy, 1, length) : NULL;
    int equal = same && part && PyObject_RichCompareBool(mapped, copy, Py_EQ) == 1
        && PyObject_RichCompareBool(part, same, Py_EQ) == 1 && PyObject_Hash(mapped) == PyObject_Hash(copy)
        && PyUnicode_GET_LENGTH(mapped) == length && PyUnicode_MAX_CHAR_VALUE(mapped) == PyUnicode_MAX_CHAR_VALUE(copy);
    PyErr_Clear();
    Py_XDECREF(copy);
    Py_XDECREF(part);
    Py_XDECREF(same);
    return equal;
}

PyObject *mapped_text_problem(PyObject *self, PyObject *none) {
    static const unsigned char ascii[] = "abcd", latin1[] = {'a', 0xE9, 'b'};
    static const uint16_t two[] = {'a', 0x20AC, 'b'};
    static const uint32_t four[] = {'a', 0x1F600, 'b'};
    if (!has_known_layout())
        return PyUnicode_FromFormat("the layout of strings in Python %lu.%lu is not known", Py_Version >> 24, Py_Version >> 16 & 255);
    if (reads_back(ascii, 4, 0) && reads_back(latin1, 3, 1) && reads_back(two, 3, 2) && reads_back(four, 3, 4))
        return PyUnicode_FromString("");
    return PyUnicode_FromString("this Python does not read back strings made so");
}

PyObject *mapped_text(PyObject *self, PyObject *arguments) {
    PyObject *owner;
    Py_ssize_t start, length;
    int width;
    if (!PyArg_ParseTuple(arguments, "Onni", &owner, &start, &length, &width)) return NULL;
    Py_buffer view;
    if (PyObject_GetBuffer(owner, &view, PyBUF_SIMPLE)) return NULL;
    const int bytes = width ? width : 1;
    const char *units = (const char *)view.buf + start;
    const char *wrong = NULL;
    if (width != 0 && width != 1 && width != 2 && width != 4) wrong = "no string has this width";
    else if (start < 0 || length < 1 || start > view.len || length > (view.len - start) / bytes) wrong = "the text is not in the buffer";
    else if ((uintptr_t)units % (unsigned)bytes) wrong = "the text is not aligned";
    if (wrong) PyErr_SetString(PyExc_ValueError, wrong);
    PyObject *text = wrong ? NULL : text_over(units, length, width);
    // The view of a mapped text is never released: the buffer has to outlive it.
    if (!text || text == Py_None) PyBuffer_Release(&view);
    return text;
}
