#include "cpython.h"
#include "frames.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TEXT_OF(x) #x
#define VERSION_TEXT(major, minor) TEXT_OF(major) "." TEXT_OF(minor)
/// The interpreter whose library this is: from its name Python finds its own folders.
static const char interpreter[] = "/usr/bin/python" VERSION_TEXT(PY_MAJOR_VERSION, PY_MINOR_VERSION);

static PyObject *prepared;

static PyStatus configure(PyConfig *config) {
    config->install_signal_handlers = 0;
    config->site_import = 0;
    config->write_bytecode = 0;
    config->buffered_stdio = 1;
    config->parse_argv = 0;
    // The order of a set is the same each time, so that a run can be repeated.
    config->use_hash_seed = 1;
    config->hash_seed = 0;
    const char *program = access(interpreter, F_OK) == 0 ? interpreter : "/usr/bin/python3";
    PyStatus status = PyConfig_SetBytesString(config, &config->program_name, program);
    if (!PyStatus_Exception(status)) status = PyConfig_SetString(config, &config->stdio_encoding, L"utf-8");
    if (!PyStatus_Exception(status)) status = PyConfig_SetString(config, &config->stdio_errors, L"backslashreplace");
    return PyStatus_Exception(status) ? status : Py_InitializeFromConfig(config);
}

static PyStatus initialize(void) {
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&before);
    if (PyStatus_Exception(status)) return status;
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    status = configure(&config);
    PyConfig_Clear(&config);
    return status;
}

/// Runs the source of `rlm_worker/__init__` as that package.
static int import_package(const struct cpython_module *first) {
    PyObject *code = Py_CompileString(first->source, "<rlm_worker.__init__>", Py_file_input);
    PyObject *module = code ? PyImport_ExecCodeModule("rlm_worker", code) : NULL;
    int failed = module == NULL;
    Py_XDECREF(code);
    Py_XDECREF(module);
    return failed;
}

static int add_packages(const char *folder) {
    PyObject *path = PySys_GetObject("path");
    PyObject *text = PyUnicode_DecodeFSDefault(folder);
    int failed = !path || !text || PyList_Append(path, text);
    Py_XDECREF(text);
    return failed;
}

const char *cpython_start(const struct cpython_module *modules, const char *packages) {
    frames_set_sources(modules);
    if (PyImport_AppendInittab("_rlm_host", frames_module)) return "out of memory";
    PyStatus status = initialize();
    if (PyStatus_Exception(status)) return status.err_msg ? status.err_msg : "Python did not start";
    if ((packages && add_packages(packages)) || import_package(modules)) {
        PyErr_Print();
        return "the worker's Python modules could not be loaded";
    }
    return NULL;
}

const char *cpython_path(int index) {
    PyObject *path = PySys_GetObject("path");
    if (!path || index >= PyList_Size(path)) return NULL;
    return PyUnicode_AsUTF8(PyList_GetItem(path, index));
}

static PyObject *main_function(const char *name) {
    PyObject *module = PyImport_ImportModule("rlm_worker.main");
    PyObject *function = module ? PyObject_GetAttrString(module, name) : NULL;
    Py_XDECREF(module);
    return function;
}

/// The result of a function of the main module, or NULL after writing the traceback.
static PyObject *result_of(const char *name) {
    PyObject *function = main_function(name);
    PyObject *result = function ? PyObject_CallNoArgs(function) : NULL;
    Py_XDECREF(function);
    if (!result) PyErr_Print();
    return result;
}

int cpython_warm(void) {
    PyObject *result = result_of("warm");
    Py_XDECREF(result);
    return result ? 0 : -1;
}

long cpython_fork(long (*fork_process)(void)) {
    PyOS_BeforeFork();
    long id = fork_process();
    int error = errno;
    if (id == 0) PyOS_AfterFork_Child();
    else PyOS_AfterFork_Parent();
    errno = error;
    return id;
}

int cpython_prepare(void) {
    prepared = result_of("prepare");
    return prepared ? 0 : -1;
}

static PyObject *list_of(const char *const *texts) {
    PyObject *list = PyList_New(0);
    for (; list && *texts; texts++) {
        PyObject *text = PyUnicode_DecodeFSDefault(*texts);
        if (!text || PyList_Append(list, text)) Py_CLEAR(list);
        Py_XDECREF(text);
    }
    return list;
}

int cpython_serve(const char *const *layers, const char *const *missing) {
    PyObject *function = main_function("serve"), *first = list_of(layers), *second = list_of(missing);
    PyObject *result = NULL;
    if (function && first && second)
        result = PyObject_CallFunctionObjArgs(function, prepared, first, second, NULL);
    if (!result) PyErr_Print();
    return result ? 0 : -1;
}
