#include "frames.h"
#include "copies.h"
#include "cpython.h"
#include "differences.h"
#include "mapped_memory.h"
#include "mapped_text.h"

static const struct cpython_module *sources;

void frames_set_sources(const struct cpython_module *modules) { sources = modules; }

void frames_restart(void) {
    frames_restart_reading();
    frames_restart_writing();
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
    {"read_frames", read_frames, METH_NOARGS, "Waits for a frame, and takes all that have come by then."},
    {"write_frame", write_frame, METH_VARARGS, "Sends a frame: type, number, a list of bytes and texts. From any thread."},
    {"write_frames", write_frames, METH_O, "Sends several, each a tuple of these three, at once."},
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
