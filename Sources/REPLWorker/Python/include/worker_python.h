#pragma once

/// A Python module of the worker: its name inside the package `rlm_worker`, and its source.
struct worker_python_module {
    const char *name;
    const char *source;
};

/// All modules, `__init__` first; the end has a NULL name.
const struct worker_python_module *worker_python_modules(void);
