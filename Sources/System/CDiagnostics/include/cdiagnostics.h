#pragma once

/// Reads the diagnostics that a compiler of the LLVM family keeps in files, with the library libclang of a toolchain.
typedef struct {
    /// Called for each diagnostic; a note of another one has a `depth` above 0 and follows it. Severity 2 is a warning.
    void (*diagnostic)(
        void *context, int depth, int severity, const char *message, const char *path, unsigned line, unsigned offset);
    /// Called for each replacement that the diagnostic before it offers; offsets are of bytes.
    void (*fix)(void *context, const char *path, unsigned start, unsigned end, const char *text);
    void *context;
} cdiagnostics_reader;

/// Opens a library; null when it is not there or lacks something. It is never closed.
void *cdiagnostics_open(const char *library);

/// Reads a file; 0 when it could be read.
int cdiagnostics_read(void *library, const char *file, cdiagnostics_reader reader);
