;;; rlm-menu.el --- The menu of rlm  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; All commands and the options that matter for a question, in a transient.

;;; Code:

(require 'subr-x)
(require 'transient)
(require 'rlm)

(defun rlm-menu--read (prompt _initial history)
  "Read a text with PROMPT and HISTORY; an empty one is nil."
  (let ((text (string-trim (read-string prompt nil history))))
    (unless (equal text "") text)))

(defun rlm-menu--read-number (prompt _initial history)
  "Read a number with PROMPT and HISTORY; an empty input is nil."
  (let* ((text (string-trim (read-string prompt nil history))) (number (string-to-number text)))
    (cond ((equal text "") nil)
          ((> number 0) number)
          (t (user-error "%s is no number above 0" text)))))

(transient-define-infix rlm-menu--model ()
  "Set the root model."
  :class 'transient-lisp-variable :variable 'rlm-model :key "-m" :description "model"
  :prompt "Model, such as ollama/qwen3:14b (empty: as configured): " :reader #'rlm-menu--read)

(transient-define-infix rlm-menu--sub-model ()
  "Set the model for sub-calls."
  :class 'transient-lisp-variable :variable 'rlm-sub-model :key "-s" :description "model of sub-calls"
  :prompt "Model of sub-calls (empty: as configured): " :reader #'rlm-menu--read)

(transient-define-infix rlm-menu--max-cost ()
  "Set the most that a question may cost."
  :class 'transient-lisp-variable :variable 'rlm-max-cost :key "-c" :description "most dollars"
  :prompt "Most dollars for one question (empty: as configured): " :reader #'rlm-menu--read-number)

(transient-define-infix rlm-menu--max-seconds ()
  "Set the most seconds that a question may take."
  :class 'transient-lisp-variable :variable 'rlm-max-seconds :key "-t" :description "most seconds"
  :prompt "Most seconds for one question (empty: as configured): " :reader #'rlm-menu--read-number)

;;;###autoload (autoload 'rlm-menu "rlm-menu" nil t)
(transient-define-prefix rlm-menu ()
  "Ask rlm, and see what it does."
  [["Ask about"
    ("r" "region" rlm-query-region)
    ("d" "definition" rlm-query-defun)
    ("b" "buffer" rlm-query-buffer)
    ("p" "project" rlm-query-project)
    ("e" "error at point" rlm-explain-error)]
   ["Answer"
    ("a" "follow-up" rlm-ask)
    ("k" "cancel" rlm-cancel)
    ("n" "next place" next-error)
    ("h" "history" rlm-history)]
   ["See"
    ("l" "proposals" rlm-proposals)
    ("s" "daemon" rlm-status)]]
  ["Options"
   (rlm-menu--model)
   (rlm-menu--sub-model)
   (rlm-menu--max-cost)
   (rlm-menu--max-seconds)])

(provide 'rlm-menu)
;;; rlm-menu.el ends here
