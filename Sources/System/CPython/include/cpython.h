#pragma once
/// Runs the worker's Python; written by the worker part.
int cpython_version(void);
