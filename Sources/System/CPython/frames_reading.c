#include "frames.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// What has come from the host and was not handed on. Changed only by a thread that holds `reading` and the interpreter's
/// lock; only `read` itself, into the room at the end, is without the latter.
static struct {
    char *bytes;
    size_t start, count, capacity;
} input;

static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

enum { PIECE = 1 << 16, KEPT = 1 << 20 };

void frames_restart_reading(void) {
    char bytes[1 << 12];
    pthread_mutex_init(&reading, NULL);
    input.start = input.count = 0;
    while (recv(FRAMES_HOST, bytes, sizeof bytes, MSG_DONTWAIT) > 0) continue;
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

/// Bytes of the frame that comes next, as far as is known.
static size_t next_length(void) {
    if (input.count < FRAMES_HEADER) return FRAMES_HEADER;
    return FRAMES_HEADER + (size_t)number_at(input.bytes + input.start);
}

/// Takes the next frame, which is there as a whole.
static PyObject *take_frame(void) {
    const char *frame = input.bytes + input.start;
    size_t length = next_length();
    PyObject *fields = fields_of(frame + FRAMES_HEADER, length - FRAMES_HEADER);
    input.start += length;
    input.count -= length;
    if (!fields) return NULL;
    return Py_BuildValue("(IIN)", (unsigned)(unsigned char)frame[4], (unsigned)number_at(frame + 5), fields);
}

/// Makes room behind what is there for the rest of the next frame; 0 with an exception.
static int make_room(void) {
    size_t wanted = next_length() > PIECE ? next_length() : PIECE;
    if (input.start) memmove(input.bytes, input.bytes + input.start, input.count);
    input.start = 0;
    if (wanted <= input.capacity && (input.count || input.capacity <= KEPT)) return 1;
    char *bytes = PyMem_RawRealloc(input.bytes, wanted);
    if (!bytes) return PyErr_NoMemory(), 0;
    input.bytes = bytes;
    input.capacity = wanted;
    return 1;
}

/// Waits until there is a whole frame; 0 with an exception.
static int wait_for_frame(void) {
    while (input.count < FRAMES_HEADER || input.count < next_length()) {
        if (!make_room()) return 0;
        ssize_t count;
        int error;
        Py_BEGIN_ALLOW_THREADS;
        do count = read(FRAMES_HOST, input.bytes + input.count, input.capacity - input.count);
        while (count < 0 && errno == EINTR);
        error = errno;
        Py_END_ALLOW_THREADS;
        errno = error;
        if (count < 0) return PyErr_SetFromErrno(PyExc_OSError), 0;
        if (count == 0) return PyErr_SetString(PyExc_EOFError, "the host has gone"), 0;
        input.count += (size_t)count;
    }
    return 1;
}

static void lock_reading(void) {
    if (pthread_mutex_trylock(&reading) == 0) return;
    Py_BEGIN_ALLOW_THREADS;
    pthread_mutex_lock(&reading);
    Py_END_ALLOW_THREADS;
}

PyObject *read_frame(PyObject *self, PyObject *none) {
    lock_reading();
    PyObject *frame = wait_for_frame() ? take_frame() : NULL;
    pthread_mutex_unlock(&reading);
    return frame;
}

PyObject *read_frames(PyObject *self, PyObject *none) {
    lock_reading();
    PyObject *frames = wait_for_frame() ? PyList_New(0) : NULL;
    while (frames && input.count >= FRAMES_HEADER && input.count >= next_length()) {
        PyObject *frame = take_frame();
        if (!frame || PyList_Append(frames, frame)) Py_CLEAR(frames);
        Py_XDECREF(frame);
    }
    pthread_mutex_unlock(&reading);
    return frames;
}
