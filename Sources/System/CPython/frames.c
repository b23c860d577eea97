#include "frames.h"
#include "copies.h"
#include "cpython.h"
#include "differences.h"
#include "mapped_memory.h"
#include "mapped_text.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// A frame is: u32 length of what follows the header, u8 type, u32 number; then u32 count and for each field u32 length
/// and its bytes. All numbers are little-endian, as the machines this runs on are.
enum { HOST = 3, HEADER = 9 };

static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;
static const struct cpython_module *sources;

void frames_set_sources(const struct cpython_module *modules) { sources = modules; }

void frames_restart(void) {
    char bytes[1 << 12];
    pthread_mutex_init(&writing, NULL);
    while (recv(HOST, bytes, sizeof bytes, MSG_DONTWAIT) > 0) continue;
}

/// Reads exactly `length` bytes; 0 at the end of the stream, -1 with errno on failure.
static int read_all(char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = read(HOST, bytes, length);
        if (count == 0) return 0;
        if (count < 0 && errno != EINTR) return -1;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
    return 1;
}

static int write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(HOST, bytes, length);
        if (count < 0 && errno != EINTR) return -1;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
    return 0;
}

static int read_without_gil(char *bytes, size_t length) {
    int result, error;
    Py_BEGIN_ALLOW_THREADS;
    result = read_all(bytes, length);
    error = errno;
    Py_END_ALLOW_THREADS;
    if (result == 0) PyErr_SetString(PyExc_EOFError, "the host has gone");
    errno = error;
    if (result < 0) PyErr_SetFromErrno(PyExc_OSError);
    return result > 0;
}

static uint32_t number_at(const char *bytes) {
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

static PyObject *fields_of(const char *bytes, size_t length) {
    size_t place = 4;
    uint32_t count = length >= 4 ? number_at(bytes) : 0;
    if (length < 4 || count > (length - 4) / 4) return PyErr_Format(PyExc_ValueError, "a frame is broken");
    PyObject *fields = PyList_New(count);
    for (uint32_t i = 0; fields && i < count; i++) {
        uint32_t size = length - place >= 4 ? number_at(bytes + place) : UINT32_MAX;
        PyObject *field = NULL;
        if (length - place < 4 || size > length - place - 4) PyErr_SetString(PyExc_ValueError, "a frame is broken");
        else field = PyBytes_FromStringAndSize(bytes + place + 4, size);
        if (!field) Py_CLEAR(fields);
        else PyList_SET_ITEM(fields, i, field);
        place += 4 + (size_t)size;
    }
    return fields;
}

static PyObject *read_frame(PyObject *self, PyObject *none) {
    char header[HEADER];
    if (!read_without_gil(header, HEADER)) return NULL;
    size_t length = number_at(header);
    char *body = PyMem_RawMalloc(length + 1);
    if (!body) return PyErr_NoMemory();
    PyObject *fields = length == 0 || read_without_gil(body, length) ? fields_of(body, length) : NULL;
    PyMem_RawFree(body);
    if (!fields) return NULL;
    return Py_BuildValue("(IIN)", (unsigned)(unsigned char)header[4], (unsigned)number_at(header + 5), fields);
}

/// The whole frame in one block of memory, or NULL with an exception.
static char *encoded(unsigned type, unsigned number, PyObject *fields, size_t *total) {
    Py_ssize_t count = PyList_GET_SIZE(fields);
    size_t length = 4;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *field = PyList_GET_ITEM(fields, i);
        if (!PyBytes_Check(field)) return (void)PyErr_SetString(PyExc_TypeError, "fields are bytes"), NULL;
        length += 4 + (size_t)PyBytes_GET_SIZE(field);
    }
    if (length > UINT32_MAX) return (void)PyErr_SetString(PyExc_ValueError, "the frame is too long"), NULL;
    char *frame = PyMem_RawMalloc(HEADER + length), *place = frame + HEADER + 4;
    if (!frame) return (void)PyErr_NoMemory(), NULL;
    memcpy(frame, &(uint32_t){(uint32_t)length}, 4);
    frame[4] = (char)type;
    memcpy(frame + 5, &(uint32_t){number}, 4);
    memcpy(frame + HEADER, &(uint32_t){(uint32_t)count}, 4);
    for (Py_ssize_t i = 0; i < count; i++) {
        uint32_t size = (uint32_t)PyBytes_GET_SIZE(PyList_GET_ITEM(fields, i));
        memcpy(place, &size, 4);
        memcpy(place + 4, PyBytes_AS_STRING(PyList_GET_ITEM(fields, i)), size);
        place += 4 + size;
    }
    *total = HEADER + length;
    return frame;
}

static PyObject *write_frame(PyObject *self, PyObject *arguments) {
    unsigned type, number;
    PyObject *fields;
    size_t length;
    if (!PyArg_ParseTuple(arguments, "IIO!", &type, &number, &PyList_Type, &fields)) return NULL;
    char *frame = encoded(type, number, fields, &length);
    if (!frame) return NULL;
    int failed, error;
    Py_BEGIN_ALLOW_THREADS;
    pthread_mutex_lock(&writing);
    failed = write_all(frame, length);
    error = errno;
    pthread_mutex_unlock(&writing);
    Py_END_ALLOW_THREADS;
    PyMem_RawFree(frame);
    errno = error;
    if (failed) return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *source_texts(PyObject *self, PyObject *none) {
    PyObject *result = PyDict_New();
    for (const struct cpython_module *module = sources; result && module->name; module++) {
        PyObject *text = PyUnicode_FromString(module->source);
        if (!text || PyDict_SetItemString(result, module->name, text)) Py_CLEAR(result);
        Py_XDECREF(text);
    }
    return result;
}

static PyObject *end_thread(PyObject *self, PyObject *number) {
    unsigned long thread = PyLong_AsUnsignedLong(number);
    if (PyErr_Occurred()) return NULL;
    PyThreadState_SetAsyncExc(thread, PyExc_SystemExit);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"read_frame", read_frame, METH_NOARGS, "Waits for a frame: its type, its number, its fields."},
    {"write_frame", write_frame, METH_VARARGS, "Sends a frame: type, number, a list of bytes. From any thread."},
    {"mapped_memory", mapped_memory, METH_VARARGS, "A view of a memory file, parts of it from another file."},
    {"mapped_text", mapped_text, METH_VARARGS, "A str over a part of a buffer, without a copy."},
    {"mapped_text_problem", mapped_text_problem, METH_NOARGS, "Why texts have to be copied; empty when they need not."},
    {"copy", copy_process, METH_NOARGS, "Keeps a copy of this process: its id; in the copy, when it is woken, 0."},
    {"differences", differences, METH_VARARGS, "The names in a dict for which another one does not hold the same object."},
    {"end_thread", end_thread, METH_O, "Has a thread raise SystemExit when it next runs Python code."},
    {"sources", source_texts, METH_NOARGS, "The worker's modules by name."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "_rlm_host", .m_size = -1, .m_methods = methods};

PyObject *frames_module(void) { return PyModule_Create(&definition); }
