;;; rlm-options.el --- Options and faces of rlm  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; What users may set.  All files of the package stand on this one.

;;; Code:

(defgroup rlm nil
  "Ask questions about code, with answers that name their places."
  :group 'tools
  :prefix "rlm-"
  :link '(emacs-commentary-link :tag "Manual" "rlm"))

(defcustom rlm-program "rlm"
  "The program that is started as the daemon when none is running."
  :type 'file)

(defcustom rlm-socket nil
  "The socket of the daemon; nil means where rlm puts it by itself.
That is rlm/rlm.sock in the folder XDG_RUNTIME_DIR, or rlm.sock in
the folder rlm-UID of /tmp."
  :type '(choice (const :tag "Where rlm puts it" nil) file))

(defcustom rlm-start-daemon t
  "Whether a command starts the daemon when none is running."
  :type 'boolean)

(defcustom rlm-model nil
  "The root model, such as \"ollama/qwen3:14b\".
When it is nil, the configuration of rlm decides."
  :type '(choice (const :tag "As configured for rlm" nil) string))

(defcustom rlm-sub-model nil
  "The model for sub-calls.
When it is nil, the configuration of rlm decides."
  :type '(choice (const :tag "As configured for rlm" nil) string))

(defcustom rlm-max-cost nil
  "The most that one question may cost, in US dollars.
When it is nil, the configuration of rlm decides."
  :type '(choice (const :tag "As configured for rlm" nil) number))

(defcustom rlm-max-seconds nil
  "The most seconds that one question may take.
When it is nil, the configuration of rlm decides."
  :type '(choice (const :tag "As configured for rlm" nil) number))

(defcustom rlm-default-question "What does this do, and how?"
  "The question that an empty input at a prompt stands for."
  :type 'string)

(defcustom rlm-select-answer t
  "Whether the window of an answer is selected when it is asked for."
  :type 'boolean)

(defcustom rlm-display-answer-action
  '((display-buffer-reuse-window display-buffer-pop-up-window) (inhibit-same-window . t))
  "How the buffer of an answer is displayed, as in `display-buffer'."
  :type display-buffer--action-custom-type)

(defcustom rlm-show-steps 'line
  "How the steps of an answer are shown at first.
With `line' each is one line that opens with TAB; with `full' its
code and its output show; with nil steps are left out."
  :type '(choice (const :tag "A line each" line) (const :tag "With code and output" full)
                 (const :tag "Not at all" nil)))

(defcustom rlm-update-interval 0.05
  "Seconds between two insertions of text while an answer streams in."
  :type 'number)

(defcustom rlm-cancel-with-quit t
  "Whether \\[keyboard-quit] in an answer's buffer cancels the answer under way.
It does so only when there is no active region to put away first."
  :type 'boolean)

(defface rlm-question '((t :inherit font-lock-keyword-face :weight bold))
  "Face of questions.")

(defface rlm-note '((t :inherit shadow))
  "Face of notes: sources, steps, what an answer took.")

(defface rlm-heading '((t :inherit font-lock-function-name-face :weight bold))
  "Face of headings.")

(defface rlm-code '((t :inherit font-lock-constant-face))
  "Face of code inside text.")

(defface rlm-code-block '((t :inherit fixed-pitch))
  "Face of blocks of code.")

(defface rlm-strong '((t :inherit bold))
  "Face of emphasized text.")

(defface rlm-citation '((t :inherit link))
  "Face of a place that was found where the answer says.")

(defface rlm-citation-unverified '((t :inherit (warning link)))
  "Face of a place that could not be verified.")

(defface rlm-error '((t :inherit error))
  "Face of what went wrong.")

(defface rlm-running '((t :inherit warning))
  "Face of what is under way.")

(defface rlm-done '((t :inherit success))
  "Face of what ended well.")

(provide 'rlm-options)
;;; rlm-options.el ends here
