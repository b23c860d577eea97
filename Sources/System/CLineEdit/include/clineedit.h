#pragma once

/// A line editor on standard input, by libedit: it shows on standard error. One at a time, used by one thread.
typedef struct clineedit clineedit;

/// What to offer for the text before the cursor; both texts are freed by the editor.
typedef struct {
    /// To be inserted at the cursor; null for nothing.
    char *inserted;
    /// What fits, where more than one does, to be shown below; null for nothing.
    char *listed;
} clineedit_offer;

typedef clineedit_offer (*clineedit_complete)(void *context, const char *before);

enum { CLINEEDIT_LINE, CLINEEDIT_END, CLINEEDIT_WOKEN };

/// Opens the editor; null when there is no memory.
/// `wake` becomes readable to end a reading early. `paste` says that the terminal can mark what is pasted.
clineedit *clineedit_open(int wake, int paste, clineedit_complete complete, void *context);

void clineedit_close(clineedit *editor);

/// Reads one line; `line` is valid until the next call and has no newline at its end. Newlines within it were pasted.
int clineedit_read(clineedit *editor, const char *prompt, const char **line);

/// Adds a line to those that the arrow keys bring back.
void clineedit_remember(clineedit *editor, const char *line);
