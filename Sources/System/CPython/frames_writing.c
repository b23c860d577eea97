#include "frames.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/uio.h>

/// Fields of so many bytes are sent from where they are; shorter ones are put together first.
enum { LONG_FIELD = 1 << 13, MOST_PARTS = 512 };

static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

void frames_restart_writing(void) { pthread_mutex_init(&writing, NULL); }

/// Frames as they go over the socket: what was put together, and between its pieces the long fields.
struct message {
    char *bytes;
    size_t count, capacity, told;
    struct iovec *parts;
    size_t part_count, part_capacity;
    /// What was encoded, to be kept until it is sent.
    PyObject *encoded;
};

static void *grown(void *memory, size_t *capacity, size_t wanted, size_t size) {
    if (wanted <= *capacity) return memory;
    size_t more = wanted > 2 * *capacity ? wanted : 2 * *capacity;
    void *larger = PyMem_RawRealloc(memory, more * size);
    if (larger) *capacity = more;
    else PyErr_NoMemory();
    return larger;
}

static int add_bytes(struct message *message, const void *bytes, size_t count) {
    char *larger = grown(message->bytes, &message->capacity, message->count + count, 1);
    if (!larger) return 0;
    message->bytes = larger;
    memcpy(larger + message->count, bytes, count);
    message->count += count;
    return 1;
}

/// Adds a part: what was put together since the last one, by its place because that may still move, or a long field.
static int add_part(struct message *message, void *data, size_t length) {
    if (!length) return 1;
    struct iovec *larger = grown(message->parts, &message->part_capacity, message->part_count + 1, sizeof *larger);
    if (!larger) return 0;
    message->parts = larger;
    larger[message->part_count++] = (struct iovec){data, length};
    return 1;
}

static int end_piece(struct message *message) {
    size_t length = message->count - message->told;
    message->told = message->count;
    return add_part(message, NULL, length);
}

/// The bytes of a field: as they are, or a text in UTF-8; a lone surrogate, which no other program could read, becomes a
/// question mark.
static int view(struct message *message, PyObject *field, char **data, size_t *size) {
    if (PyUnicode_Check(field)) {
        if (PyUnicode_READY(field)) return 0;
        if (PyUnicode_IS_ASCII(field)) {
            *data = PyUnicode_DATA(field);
            *size = (size_t)PyUnicode_GET_LENGTH(field);
            return 1;
        }
        PyObject *bytes = PyUnicode_AsEncodedString(field, "utf-8", "replace");
        if (!bytes || (!message->encoded && !(message->encoded = PyList_New(0))) ||
            PyList_Append(message->encoded, bytes)) {
            Py_XDECREF(bytes);
            return 0;
        }
        Py_DECREF(bytes);
        field = bytes;
    }
    if (!PyBytes_Check(field)) return PyErr_SetString(PyExc_TypeError, "fields are bytes or texts"), 0;
    *data = PyBytes_AS_STRING(field);
    *size = (size_t)PyBytes_GET_SIZE(field);
    return 1;
}

static int add_field(struct message *message, PyObject *field, size_t *length) {
    char *data;
    size_t size;
    if (!view(message, field, &data, &size)) return 0;
    *length += 4 + size;
    if (*length > UINT32_MAX) return PyErr_SetString(PyExc_ValueError, "the frame is too long"), 0;
    if (!add_bytes(message, &(uint32_t){(uint32_t)size}, 4)) return 0;
    if (size < LONG_FIELD) return add_bytes(message, data, size);
    return end_piece(message) && add_part(message, data, size);
}

static int add_frame(struct message *message, unsigned type, unsigned number, PyObject *fields) {
    char header[FRAMES_HEADER + 4];
    size_t start = message->count, length = 4;
    Py_ssize_t count = PyList_GET_SIZE(fields);
    header[4] = (char)type;
    memcpy(header + 5, &(uint32_t){number}, 4);
    memcpy(header + FRAMES_HEADER, &(uint32_t){(uint32_t)count}, 4);
    if (!add_bytes(message, header, sizeof header)) return 0;
    for (Py_ssize_t i = 0; i < count; i++)
        if (!add_field(message, PyList_GET_ITEM(fields, i), &length)) return 0;
    memcpy(message->bytes + start, &(uint32_t){(uint32_t)length}, 4);
    return 1;
}

/// Puts in the places of the pieces, which no longer move.
static void settle(struct message *message) {
    char *place = message->bytes;
    for (size_t i = 0; i < message->part_count; i++) {
        if (message->parts[i].iov_base) continue;
        message->parts[i].iov_base = place;
        place += message->parts[i].iov_len;
    }
}

static int write_parts(struct iovec *parts, size_t count) {
    while (count) {
        ssize_t written = writev(FRAMES_HOST, parts, (int)(count < MOST_PARTS ? count : MOST_PARTS));
        if (written < 0 && errno != EINTR) return -1;
        for (; written > 0 && (size_t)written >= parts->iov_len; parts++, count--) written -= (ssize_t)parts->iov_len;
        if (written > 0) {
            parts->iov_base = (char *)parts->iov_base + written;
            parts->iov_len -= (size_t)written;
        }
    }
    return 0;
}

static int send_all(struct message *message) {
    int failed, error;
    if (!end_piece(message)) return 0;
    settle(message);
    Py_BEGIN_ALLOW_THREADS;
    pthread_mutex_lock(&writing);
    failed = write_parts(message->parts, message->part_count);
    error = errno;
    pthread_mutex_unlock(&writing);
    Py_END_ALLOW_THREADS;
    errno = error;
    if (failed) PyErr_SetFromErrno(PyExc_OSError);
    return !failed;
}

static PyObject *finish(struct message *message, int ok) {
    ok = ok && send_all(message);
    PyMem_RawFree(message->bytes);
    PyMem_RawFree(message->parts);
    Py_XDECREF(message->encoded);
    if (!ok) return NULL;
    Py_RETURN_NONE;
}

PyObject *write_frame(PyObject *self, PyObject *arguments) {
    unsigned type, number;
    PyObject *fields;
    struct message message = {0};
    if (!PyArg_ParseTuple(arguments, "IIO!", &type, &number, &PyList_Type, &fields)) return NULL;
    return finish(&message, add_frame(&message, type, number, fields));
}

PyObject *write_frames(PyObject *self, PyObject *frames) {
    struct message message = {0};
    int ok = PyList_Check(frames);
    if (!ok) PyErr_SetString(PyExc_TypeError, "frames are a list");
    for (Py_ssize_t i = 0; ok && i < PyList_GET_SIZE(frames); i++) {
        unsigned type, number;
        PyObject *fields;
        ok = PyArg_ParseTuple(PyList_GET_ITEM(frames, i), "IIO!", &type, &number, &PyList_Type, &fields) &&
            add_frame(&message, type, number, fields);
    }
    return finish(&message, ok);
}
