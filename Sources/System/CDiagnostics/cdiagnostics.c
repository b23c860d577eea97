#include "cdiagnostics.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

// What libclang's headers declare; its ABI has been the same since LLVM 3.1.
typedef struct { const void *data; unsigned flags; } String;
typedef struct { const void *data[2]; unsigned place; } Location;
typedef struct { const void *data[2]; unsigned begin, end; } Range;

typedef struct {
    void *(*load)(const char *, int *, String *);
    void (*dispose_set)(void *);
    unsigned (*count)(void *);
    void *(*get)(void *, unsigned);
    void (*dispose)(void *);
    void *(*children)(void *);
    int (*severity)(void *);
    String (*spelling)(void *);
    Location (*location)(void *);
    unsigned (*fix_count)(void *);
    String (*fix)(void *, unsigned, Range *);
    Location (*start)(Range);
    Location (*end)(Range);
    void (*file_location)(Location, void **, unsigned *, unsigned *, unsigned *);
    String (*file_name)(void *);
    const char *(*text)(String);
    void (*dispose_text)(String);
} Library;

void *cdiagnostics_open(const char *path) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return NULL;
    Library *library = calloc(1, sizeof *library);
    if (!library) return NULL;
    struct { void *place; const char *name; } symbols[] = {
        {&library->load, "clang_loadDiagnostics"}, {&library->dispose_set, "clang_disposeDiagnosticSet"},
        {&library->count, "clang_getNumDiagnosticsInSet"}, {&library->get, "clang_getDiagnosticInSet"},
        {&library->dispose, "clang_disposeDiagnostic"}, {&library->children, "clang_getChildDiagnostics"},
        {&library->severity, "clang_getDiagnosticSeverity"}, {&library->spelling, "clang_getDiagnosticSpelling"},
        {&library->location, "clang_getDiagnosticLocation"}, {&library->fix_count, "clang_getDiagnosticNumFixIts"},
        {&library->fix, "clang_getDiagnosticFixIt"}, {&library->start, "clang_getRangeStart"},
        {&library->end, "clang_getRangeEnd"}, {&library->file_location, "clang_getFileLocation"},
        {&library->file_name, "clang_getFileName"}, {&library->text, "clang_getCString"},
        {&library->dispose_text, "clang_disposeString"},
    };
    for (size_t index = 0; index < sizeof symbols / sizeof *symbols; index++) {
        void *symbol = dlsym(handle, symbols[index].name);
        if (!symbol) { free(library); return NULL; }
        *(void **)symbols[index].place = symbol;
    }
    return library;
}

static const char *shown(const char *text) { return text ? text : ""; }

static void read_set(const Library *library, void *set, int depth, cdiagnostics_reader reader) {
    unsigned count = library->count(set);
    for (unsigned index = 0; index < count; index++) {
        void *diagnostic = library->get(set, index);
        if (!diagnostic) continue;
        void *file = NULL;
        unsigned line = 0, offset = 0;
        library->file_location(library->location(diagnostic), &file, &line, NULL, &offset);
        String message = library->spelling(diagnostic);
        String name = file ? library->file_name(file) : (String){0};
        reader.diagnostic(
            reader.context, depth, library->severity(diagnostic), shown(library->text(message)),
            file ? shown(library->text(name)) : "", line, offset);
        library->dispose_text(message);
        if (file) library->dispose_text(name);
        unsigned fixes = library->fix_count(diagnostic);
        for (unsigned number = 0; number < fixes; number++) {
            Range range;
            String text = library->fix(diagnostic, number, &range);
            void *fixed = NULL;
            unsigned start = 0, end = 0;
            library->file_location(library->end(range), NULL, NULL, NULL, &end);
            library->file_location(library->start(range), &fixed, NULL, NULL, &start);
            if (fixed) {
                String path = library->file_name(fixed);
                reader.fix(reader.context, shown(library->text(path)), start, end, shown(library->text(text)));
                library->dispose_text(path);
            }
            library->dispose_text(text);
        }
        void *children = library->children(diagnostic);
        if (children && depth < 3) read_set(library, children, depth + 1, reader);
        library->dispose(diagnostic);
    }
}

int cdiagnostics_read(void *handle, const char *file, cdiagnostics_reader reader) {
    const Library *library = handle;
    int error = 0;
    String message = {0};
    void *set = library->load(file, &error, &message);
    if (!set) {
        if (message.data) library->dispose_text(message);
        return 1;
    }
    read_set(library, set, 0, reader);
    library->dispose_set(set);
    return 0;
}
