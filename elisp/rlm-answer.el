;;; rlm-answer.el --- The buffers of answers  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; One buffer for each conversation: a question, its answer, follow-ups below.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-options)
(require 'rlm-source)
(require 'rlm-query)
(require 'rlm-view)
(require 'rlm-citation)

(defvar-local rlm-answer-queries nil
  "The queries that this buffer shows, the latest first.")

(defvar-local rlm-answer--hint nil
  "How to cancel, for the header line.")

(defvar rlm-answer--clock nil
  "The timer that keeps the time in header lines going.")

(defvar rlm-answer--last nil
  "The buffer of the latest answer.")

(defvar rlm-answer-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "TAB") #'rlm-answer-tab)
    (define-key map (kbd "<backtab>") #'rlm-answer-previous-place)
    (define-key map (kbd "n") #'rlm-answer-next-place)
    (define-key map (kbd "p") #'rlm-answer-previous-place)
    (define-key map (kbd "RET") #'rlm-answer-visit)
    (define-key map (kbd "a") #'rlm-ask)
    (define-key map (kbd "g") #'rlm-answer-ask-again)
    (define-key map (kbd "k") #'rlm-cancel)
    (define-key map (kbd "w") #'rlm-answer-copy)
    (define-key map (kbd "?") #'rlm-menu)
    (define-key map (kbd "C-c C-k") #'rlm-cancel)
    (define-key map [remap keyboard-quit] #'rlm-answer-quit)
    map)
  "Keys of buffers with answers.")

(declare-function rlm-ask "rlm")
(declare-function rlm-cancel "rlm")
(declare-function rlm-menu "rlm-menu")

(define-derived-mode rlm-answer-mode special-mode "rlm"
  "Mode of buffers with answers of rlm.

The answer streams in below its question.  Its places are buttons:
\\<rlm-answer-mode-map>\\[rlm-answer-next-place] and \\[rlm-answer-previous-place] move between them, \\[rlm-answer-visit] goes there, and so does \\[next-error]
from any buffer.  \\[rlm-answer-tab] on a step shows its code and output.
\\[rlm-ask] asks a follow-up, \\[rlm-cancel] cancels, \\[rlm-answer-ask-again] asks again.

\\{rlm-answer-mode-map}"
  :group 'rlm
  (setq-local header-line-format '(:eval (rlm-answer--header)))
  (setq-local next-error-function #'rlm-citation-next-error)
  (setq rlm-answer--hint (substitute-command-keys "\\<rlm-answer-mode-map>\\[rlm-cancel] cancels"))
  (setq-local word-wrap t)
  (setq-local truncate-lines nil)
  (buffer-disable-undo))

(defun rlm-answer-open (query)
  "Show QUERY in a buffer of its own, and return that."
  (let ((buffer (generate-new-buffer (rlm-answer--name query))))
    (with-current-buffer buffer
      (rlm-answer-mode)
      (when (rlm-query-source query)
        (setq default-directory (file-name-as-directory (rlm-source-directory (rlm-query-source query)))))
      (rlm-answer-add query))
    buffer))

(defun rlm-answer-add (query)
  "Show QUERY at the end of the current buffer, which is one of answers."
  (let ((view (rlm-view-insert query)))
    (push query rlm-answer-queries)
    (setq rlm-answer--last (current-buffer))
    (setq next-error-last-buffer (current-buffer))
    (goto-char (rlm-view-start view))
    (dolist (window (get-buffer-window-list nil nil t))
      (set-window-start window (point))
      (set-window-point window (point)))
    (rlm-answer--start-clock)))

(defun rlm-answer--name (query)
  "Return a name for the buffer of QUERY."
  (format "*rlm: %s*"
          (truncate-string-to-width
           (replace-regexp-in-string "[ \t\n]+" " " (rlm-query-question query)) 40 nil nil "…")))

(defun rlm-answer-query (&optional buffer)
  "Return the latest query in BUFFER, by default the current one."
  (car (buffer-local-value 'rlm-answer-queries (or buffer (current-buffer)))))

(defun rlm-answer-buffer ()
  "Return the buffer of answers that a command is about, or nil.
That is the current one, or else the latest."
  (cond ((derived-mode-p 'rlm-answer-mode) (current-buffer))
        ((buffer-live-p rlm-answer--last) rlm-answer--last)))

(defun rlm-answer-display (buffer)
  "Show BUFFER, and select its window if the user wants that.
Where it is the buffer of the selected window, nothing moves."
  (let ((window (if (eq buffer (window-buffer)) (selected-window)
                  (display-buffer buffer rlm-display-answer-action))))
    (when (and window rlm-select-answer) (select-window window))
    window))

;;;; The header line

(defun rlm-answer--header ()
  "Return the header line of the current buffer."
  (let ((query (rlm-answer-query)))
    (if (null query) " rlm"
      (replace-regexp-in-string "%" "%%" (concat " " (rlm-answer--state query) "  " (rlm-answer--details query))))))

(defun rlm-answer--state (query)
  "Return the state of QUERY, with its face."
  (pcase (rlm-query-state query)
    ('done (propertize "done" 'face 'rlm-done))
    ('failed (propertize "failed" 'face 'rlm-error))
    ('cancelled (propertize "cancelled" 'face 'rlm-running))
    ('cancelling (propertize "cancelling" 'face 'rlm-running))
    (state (propertize (cond ((not (rlm-connection-ready-p)) "connecting")
                             ((eq state 'starting) "starting")
                             (t "running"))
                       'face 'rlm-running))))

(defun rlm-answer--details (query)
  "Return the model of QUERY, and what it took so far."
  (let* ((usage (rlm-query-usage query)) (asked (rlm-query-asked query))
         (model (or (plist-get usage :model) rlm-model)))
    (string-join
     (delq nil (list model
                     (format "%.1f s" (rlm-query-elapsed query))
                     (and (rlm-query-steps query) (format "step %d" (length (rlm-query-steps query))))
                     (and (> asked 0) (if (= asked (rlm-query-answered query)) (rlm-view--count asked "sub-call")
                                        (format "%d of %d sub-calls" (rlm-query-answered query) asked)))
                     (and (plist-get usage :cost) (format "$%.4g" (plist-get usage :cost)))
                     (and (rlm-query-live-p query) rlm-answer--hint)))
     "  ")))

(defun rlm-answer--start-clock ()
  "Draw header lines again each second while there is something under way."
  (unless rlm-answer--clock
    (setq rlm-answer--clock (run-at-time 1 1 #'rlm-answer--tick))))

(defun rlm-answer--tick ()
  "Draw the header lines of what is under way."
  (dolist (query rlm-query-list)
    (when (rlm-query-live-p query) (rlm-call (rlm-query-view query) query "tick" nil)))
  (unless (rlm-query-any-live-p)
    (cancel-timer rlm-answer--clock)
    (setq rlm-answer--clock nil)))

;;;; Commands

(defun rlm-answer-tab ()
  "Show or hide the step at point, or else move to the next place."
  (interactive nil rlm-answer-mode)
  (or (rlm-view-toggle-step (point)) (rlm-answer-next-place)))

(defun rlm-answer-visit ()
  "Go to the place at point, or show the step at point."
  (interactive nil rlm-answer-mode)
  (let ((button (button-at (point))))
    (cond (button (push-button))
          ((rlm-view-toggle-step (point)))
          (t (user-error "Here is no place to go to; n moves to the next one")))))

(defun rlm-answer-next-place ()
  "Move to the next place, step or button."
  (interactive nil rlm-answer-mode)
  (forward-button 1 t t))

(defun rlm-answer-previous-place ()
  "Move to the place, step or button before."
  (interactive nil rlm-answer-mode)
  (forward-button -1 t t))

(defun rlm-answer-copy ()
  "Copy the latest answer as it came."
  (interactive nil rlm-answer-mode)
  (let ((text (string-trim (rlm-query-text (rlm-answer-query)))))
    (when (equal text "") (user-error "There is no answer yet"))
    (kill-new text)
    (message "Copied the answer")))

(defun rlm-answer-ask-again ()
  "Ask the latest question of this buffer once more."
  (interactive nil rlm-answer-mode)
  (rlm-view-ask-again (rlm-answer-query)))

(defun rlm-answer-again (query)
  "Ask once more what QUERY asked, below it."
  (unless (rlm-query-source query) (user-error "What this question was about is not known here"))
  (with-current-buffer (or (cl-find-if (lambda (b) (memq query (buffer-local-value 'rlm-answer-queries b)))
                                       (buffer-list))
                           (user-error "The buffer of this question was killed"))
    (when (rlm-query-live-p (rlm-answer-query)) (user-error "A question is under way; cancel it first"))
    (let ((again (make-rlm-query :question (rlm-query-question query)
                                 :source (rlm-source-now (rlm-query-source query))
                                 :options (rlm-query-settings))))
      (rlm-answer-add again)
      (rlm-query-start again))))

(setq rlm-view-ask-again-function #'rlm-answer-again)

(defun rlm-answer-quit ()
  "Cancel the answer under way; otherwise quit as usual.
An active region or a prefix argument goes first."
  (interactive nil rlm-answer-mode)
  (let ((query (rlm-answer-query)))
    (cond ((or (region-active-p) current-prefix-arg (not rlm-cancel-with-quit)
               (not (and query (memq (rlm-query-state query) '(starting running)))))
           (keyboard-quit))
          (t (rlm-query-cancel query)
             (message "Cancelled")))))

(provide 'rlm-answer)
;;; rlm-answer.el ends here
