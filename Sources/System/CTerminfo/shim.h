#pragma once
#include <term.h>

// term.h turns common words such as `columns` and `lines` into macros of the current terminal; Swift sees none of
// them, and reads what a terminal can do by name through the functions below.

/// Loads the description of the terminal `term` for output to `descriptor`; 1 when it is there and usable.
static inline int cterminfo_load(const char *term, int descriptor) {
    int status = 0;
    return setupterm(term, descriptor, &status) == 0 && status == 1;
}

/// A capability's text, or null when the terminal lacks it.
static inline const char *cterminfo_text(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? 0 : text;
}

/// A capability's number; negative when the terminal lacks it.
static inline int cterminfo_number(const char *name) { return tigetnum(name); }

/// A capability's text with one parameter filled in; valid until the next call.
static inline const char *cterminfo_fill(const char *text, int parameter) { return tiparm(text, parameter); }
