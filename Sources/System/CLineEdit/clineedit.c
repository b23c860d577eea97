#define _GNU_SOURCE
#include "clineedit.h"
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/// Stands for a newline within a line (U+2424, three bytes), since the editor takes lines only.
static const wchar_t newline_shown = 0x2424;
static const char newline_bytes[] = "\xe2\x90\xa4";

struct clineedit {
    EditLine *edit;
    History *history;
    FILE *output;
    int wake;
    int woken;
    int paste;
    struct winsize size;
    const char *prompt;
    clineedit_complete complete;
    void *context;
    char *line;
};

static clineedit *owner(EditLine *edit) {
    clineedit *self = NULL;
    el_get(edit, EL_CLIENTDATA, &self);
    return self;
}

static char *prompt(EditLine *edit) { return (char *)owner(edit)->prompt; }

/// Tells the editor when the terminal has another size.
static void follow_size(clineedit *self) {
    struct winsize now;
    if (ioctl(fileno(self->output), TIOCGWINSZ, &now) != 0) return;
    if (now.ws_col != self->size.ws_col || now.ws_row != self->size.ws_row) el_resize(self->edit);
    self->size = now;
}

/// Waits for a byte: 1 when there is one, 0 at the end or when the reading is to end early.
static int wait_for_byte(clineedit *self, char *byte) {
    for (;;) {
        struct pollfd waiting[2] = {{STDIN_FILENO, POLLIN, 0}, {self->wake, POLLIN, 0}};
        if (poll(waiting, 2, -1) < 0) {
            if (errno == EINTR) continue;
            return 0;
        }
        if (waiting[1].revents) {
            char ignored[64];
            self->woken = 1;
            if (read(self->wake, ignored, sizeof ignored) < 0) return 0;
            return 0;
        }
        ssize_t count = read(STDIN_FILENO, byte, 1);
        if (count > 0) return 1;
        if (count == 0 || (errno != EINTR && errno != EAGAIN)) return 0;
    }
}

static int read_character(EditLine *edit, wchar_t *character) {
    clineedit *self = owner(edit);
    mbstate_t state;
    memset(&state, 0, sizeof state);
    char byte;
    while (wait_for_byte(self, &byte)) {
        follow_size(self);
        size_t length = mbrtowc(character, &byte, 1, &state);
        if (length == 0 || length == 1) return 1;
        if (length == (size_t)-1) memset(&state, 0, sizeof state);
    }
    return 0;
}

/// Takes what the terminal marks as pasted, up to the end mark, as it is: no key of it does anything.
static unsigned char take_paste(EditLine *edit, int key) {
    (void)key;
    static const wchar_t end[] = L"\033[201~";
    enum { MOST = 1 << 20 };
    size_t room = 256, count = 0;
    wchar_t *text = malloc((room + 1) * sizeof *text), character;
    while (text && count < MOST && el_wgetc(edit, &character) == 1) {
        if (count == room) {
            wchar_t *larger = realloc(text, ((room *= 2) + 1) * sizeof *text);
            if (!larger) break;
            text = larger;
        }
        text[count++] = character;
        if (count >= 6 && wmemcmp(text + count - 6, end, 6) == 0) {
            count -= 6;
            break;
        }
    }
    if (!text) return CC_ERROR;
    size_t kept = 0;
    for (size_t index = 0; index < count; index++) {
        wchar_t each = text[index];
        if (each == L'\n' && index > 0 && text[index - 1] == L'\r') continue;
        if (each == L'\n' || each == L'\r') each = newline_shown;
        if (each == L'\t') each = L' ';
        if (each >= 0x20 && each != 0x7f) text[kept++] = each;
    }
    text[kept] = 0;
    int failed = kept > 0 && el_winsertstr(edit, text) != 0;
    free(text);
    return failed ? CC_ERROR : CC_REFRESH;
}

static unsigned char offer(EditLine *edit, int key) {
    (void)key;
    clineedit *self = owner(edit);
    const LineInfo *line = el_line(edit);
    char *before = strndup(line->buffer, (size_t)(line->cursor - line->buffer));
    if (!before) return CC_ERROR;
    clineedit_offer offer = self->complete(self->context, before);
    free(before);
    unsigned char result = CC_REFRESH_BEEP;
    if (offer.inserted && *offer.inserted) result = el_insertstr(edit, offer.inserted) == 0 ? CC_REFRESH : CC_ERROR;
    if (offer.listed && *offer.listed) {
        fprintf(self->output, "\n%s\n", offer.listed);
        result = CC_REDISPLAY;
    }
    free(offer.inserted);
    free(offer.listed);
    return result;
}

static void bind_keys(EditLine *edit) {
    el_set(edit, EL_EDITOR, "emacs");
    el_set(edit, EL_ADDFN, "rlm-complete", "Offers what fits", offer);
    el_set(edit, EL_ADDFN, "rlm-paste", "Takes pasted text", take_paste);
    el_set(edit, EL_BIND, "^I", "rlm-complete", NULL);
    el_set(edit, EL_BIND, "\\e[200~", "rlm-paste", NULL);
    el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_set(edit, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
    el_set(edit, EL_BIND, "\\e[1~", "ed-move-to-beg", NULL);
    el_set(edit, EL_BIND, "\\e[4~", "ed-move-to-end", NULL);
    el_set(edit, EL_BIND, "\\e[1;5C", "em-next-word", NULL);
    el_set(edit, EL_BIND, "\\e[1;5D", "ed-prev-word", NULL);
    el_source(edit, NULL);
}

clineedit *clineedit_open(int wake, int paste, clineedit_complete complete, void *context) {
    setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
    clineedit *self = calloc(1, sizeof *self);
    if (!self) return NULL;
    self->wake = wake;
    self->paste = paste;
    self->complete = complete;
    self->context = context;
    self->prompt = "";
    int copy = dup(STDERR_FILENO);
    self->output = copy < 0 ? NULL : fdopen(copy, "w");
    self->history = history_init();
    self->edit = self->output ? el_init("rlm", stdin, self->output, self->output) : NULL;
    if (!self->edit || !self->history) {
        clineedit_close(self);
        return NULL;
    }
    HistEvent event;
    history(self->history, &event, H_SETSIZE, 2000);
    history(self->history, &event, H_SETUNIQUE, 1);
    el_set(self->edit, EL_CLIENTDATA, self);
    el_set(self->edit, EL_PROMPT, prompt);
    el_set(self->edit, EL_HIST, history, self->history);
    el_set(self->edit, EL_GETCFN, read_character);
    bind_keys(self->edit);
    ioctl(fileno(self->output), TIOCGWINSZ, &self->size);
    return self;
}

void clineedit_close(clineedit *self) {
    if (self->edit) el_end(self->edit);
    if (self->history) history_end(self->history);
    if (self->output) fclose(self->output);
    free(self->line);
    free(self);
}

/// Every text in `text` that is `from` becomes `to`; both results are made by malloc.
static char *replaced(const char *text, const char *from, const char *to) {
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, from)); at += strlen(from)) count++;
    char *result = malloc(strlen(text) + count * strlen(to) + 1);
    if (!result) return NULL;
    char *end = result;
    for (const char *next; (next = strstr(text, from)); text = next + strlen(from)) {
        end = mempcpy(end, text, (size_t)(next - text));
        end = stpcpy(end, to);
    }
    strcpy(end, text);
    return result;
}

static void mark_pastes(clineedit *self, const char *sequence) {
    if (!self->paste) return;
    fputs(sequence, self->output);
    fflush(self->output);
}

int clineedit_read(clineedit *self, const char *text, const char **line) {
    int length = 0;
    self->woken = 0;
    self->prompt = text;
    mark_pastes(self, "\033[?2004h");
    const char *typed = el_gets(self->edit, &length);
    mark_pastes(self, "\033[?2004l");
    if (self->woken || !typed || length <= 0) return self->woken ? CLINEEDIT_WOKEN : CLINEEDIT_END;
    free(self->line);
    self->line = replaced(typed, newline_bytes, "\n");
    if (!self->line) return CLINEEDIT_END;
    size_t kept = strlen(self->line);
    if (kept > 0 && self->line[kept - 1] == '\n') self->line[kept - 1] = 0;
    *line = self->line;
    return CLINEEDIT_LINE;
}

void clineedit_remember(clineedit *self, const char *line) {
    char *shown = replaced(line, "\n", newline_bytes);
    HistEvent event;
    if (shown) history(self->history, &event, H_ENTER, shown);
    free(shown);
}
