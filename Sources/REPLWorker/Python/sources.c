#include "worker_python.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

/// The one list of the worker's Python files: a module that is not here is not in the program.
static const struct worker_python_module modules[] = {
    {"__init__", (const char[]){
#embed "rlm_worker/__init__.py" suffix(, 0)
    }},
    {"ahead", (const char[]){
#embed "rlm_worker/ahead.py" suffix(, 0)
    }},
    {"answers", (const char[]){
#embed "rlm_worker/answers.py" suffix(, 0)
    }},
    {"awaits", (const char[]){
#embed "rlm_worker/awaits.py" suffix(, 0)
    }},
    {"compilation", (const char[]){
#embed "rlm_worker/compilation.py" suffix(, 0)
    }},
    {"coroutines", (const char[]){
#embed "rlm_worker/coroutines.py" suffix(, 0)
    }},
    {"corpus", (const char[]){
#embed "rlm_worker/corpus.py" suffix(, 0)
    }},
    {"definition", (const char[]){
#embed "rlm_worker/definition.py" suffix(, 0)
    }},
    {"documents", (const char[]){
#embed "rlm_worker/documents.py" suffix(, 0)
    }},
    {"echo", (const char[]){
#embed "rlm_worker/echo.py" suffix(, 0)
    }},
    {"effects", (const char[]){
#embed "rlm_worker/effects.py" suffix(, 0)
    }},
    {"environment", (const char[]){
#embed "rlm_worker/environment.py" suffix(, 0)
    }},
    {"errors", (const char[]){
#embed "rlm_worker/errors.py" suffix(, 0)
    }},
    {"excerpts", (const char[]){
#embed "rlm_worker/excerpts.py" suffix(, 0)
    }},
    {"executors", (const char[]){
#embed "rlm_worker/executors.py" suffix(, 0)
    }},
    {"expressions", (const char[]){
#embed "rlm_worker/expressions.py" suffix(, 0)
    }},
    {"flags", (const char[]){
#embed "rlm_worker/flags.py" suffix(, 0)
    }},
    {"folders", (const char[]){
#embed "rlm_worker/folders.py" suffix(, 0)
    }},
    {"foresight", (const char[]){
#embed "rlm_worker/foresight.py" suffix(, 0)
    }},
    {"grammars", (const char[]){
#embed "rlm_worker/grammars.py" suffix(, 0)
    }},
    {"guard", (const char[]){
#embed "rlm_worker/guard.py" suffix(, 0)
    }},
    {"history", (const char[]){
#embed "rlm_worker/history.py" suffix(, 0)
    }},
    {"hits", (const char[]){
#embed "rlm_worker/hits.py" suffix(, 0)
    }},
    {"identifiers", (const char[]){
#embed "rlm_worker/identifiers.py" suffix(, 0)
    }},
    {"imports", (const char[]){
#embed "rlm_worker/imports.py" suffix(, 0)
    }},
    {"interrupts", (const char[]){
#embed "rlm_worker/interrupts.py" suffix(, 0)
    }},
    {"invocations", (const char[]){
#embed "rlm_worker/invocations.py" suffix(, 0)
    }},
    {"languages", (const char[]){
#embed "rlm_worker/languages.py" suffix(, 0)
    }},
    {"main", (const char[]){
#embed "rlm_worker/main.py" suffix(, 0)
    }},
    {"manifests", (const char[]){
#embed "rlm_worker/manifests.py" suffix(, 0)
    }},
    {"matching", (const char[]){
#embed "rlm_worker/matching.py" suffix(, 0)
    }},
    {"memory", (const char[]){
#embed "rlm_worker/memory.py" suffix(, 0)
    }},
    {"names", (const char[]){
#embed "rlm_worker/names.py" suffix(, 0)
    }},
    {"navigation", (const char[]){
#embed "rlm_worker/navigation.py" suffix(, 0)
    }},
    {"nearness", (const char[]){
#embed "rlm_worker/nearness.py" suffix(, 0)
    }},
    {"notes", (const char[]){
#embed "rlm_worker/notes.py" suffix(, 0)
    }},
    {"numbered", (const char[]){
#embed "rlm_worker/numbered.py" suffix(, 0)
    }},
    {"output", (const char[]){
#embed "rlm_worker/output.py" suffix(, 0)
    }},
    {"parts", (const char[]){
#embed "rlm_worker/parts.py" suffix(, 0)
    }},
    {"passages", (const char[]){
#embed "rlm_worker/passages.py" suffix(, 0)
    }},
    {"patterns", (const char[]){
#embed "rlm_worker/patterns.py" suffix(, 0)
    }},
    {"places", (const char[]){
#embed "rlm_worker/places.py" suffix(, 0)
    }},
    {"plain", (const char[]){
#embed "rlm_worker/plain.py" suffix(, 0)
    }},
    {"processless", (const char[]){
#embed "rlm_worker/processless.py" suffix(, 0)
    }},
    {"pure", (const char[]){
#embed "rlm_worker/pure.py" suffix(, 0)
    }},
    {"queries", (const char[]){
#embed "rlm_worker/queries.py" suffix(, 0)
    }},
    {"rehearsal", (const char[]){
#embed "rlm_worker/rehearsal.py" suffix(, 0)
    }},
    {"repair", (const char[]){
#embed "rlm_worker/repair.py" suffix(, 0)
    }},
    {"reports", (const char[]){
#embed "rlm_worker/reports.py" suffix(, 0)
    }},
    {"reserve", (const char[]){
#embed "rlm_worker/reserve.py" suffix(, 0)
    }},
    {"search", (const char[]){
#embed "rlm_worker/search.py" suffix(, 0)
    }},
    {"session", (const char[]){
#embed "rlm_worker/session.py" suffix(, 0)
    }},
    {"sites", (const char[]){
#embed "rlm_worker/sites.py" suffix(, 0)
    }},
    {"statements", (const char[]){
#embed "rlm_worker/statements.py" suffix(, 0)
    }},
    {"subcalls", (const char[]){
#embed "rlm_worker/subcalls.py" suffix(, 0)
    }},
    {"subtypes", (const char[]){
#embed "rlm_worker/subtypes.py" suffix(, 0)
    }},
    {"suggestions", (const char[]){
#embed "rlm_worker/suggestions.py" suffix(, 0)
    }},
    {"symbols", (const char[]){
#embed "rlm_worker/symbols.py" suffix(, 0)
    }},
    {"syntax", (const char[]){
#embed "rlm_worker/syntax.py" suffix(, 0)
    }},
    {"terms", (const char[]){
#embed "rlm_worker/terms.py" suffix(, 0)
    }},
    {"testcases", (const char[]){
#embed "rlm_worker/testcases.py" suffix(, 0)
    }},
    {"texts", (const char[]){
#embed "rlm_worker/texts.py" suffix(, 0)
    }},
    {"threads", (const char[]){
#embed "rlm_worker/threads.py" suffix(, 0)
    }},
    {"tracebacks", (const char[]){
#embed "rlm_worker/tracebacks.py" suffix(, 0)
    }},
    {"usages", (const char[]){
#embed "rlm_worker/usages.py" suffix(, 0)
    }},
    {"values", (const char[]){
#embed "rlm_worker/values.py" suffix(, 0)
    }},
    {"variables", (const char[]){
#embed "rlm_worker/variables.py" suffix(, 0)
    }},
    {"visibility", (const char[]){
#embed "rlm_worker/visibility.py" suffix(, 0)
    }},
    {"wire", (const char[]){
#embed "rlm_worker/wire.py" suffix(, 0)
    }},
    {0, 0},
};

const struct worker_python_module *worker_python_modules(void) { return modules; }
