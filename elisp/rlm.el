;;; rlm.el --- Ask questions about code and review proposals  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;; Author: The rlm authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, convenience

;;; Commentary:

;; rlm answers questions about code of any size, and shows where each claim
;; stands.  This package asks from Emacs, through a daemon that Emacs starts
;; when it is needed and shares with other clients.  It also reviews the
;; changes that rlm-dogfood proposes.
;;
;; Set-up
;;
;;   (require 'rlm)
;;   (global-set-key (kbd "C-c r") 'rlm-command-map)
;;   (rlm-indicator-mode)          ; proposals that wait, in the mode line
;;
;; The program rlm must be on `exec-path', or `rlm-program' says where it
;; is.  Which model answers is configured for rlm itself; `rlm-model' and
;; `rlm-menu' override that for Emacs.
;;
;; Asking
;;
;;   rlm-query-region    about the lines of the region
;;   rlm-query-defun     about the definition at point
;;   rlm-query-buffer    about the buffer
;;   rlm-query-project   about all files of the project
;;   rlm-explain-error   about the message at point in a compilation
;;   rlm-ask             a follow-up to the latest answer
;;   rlm-cancel          no more of this answer
;;   rlm-history         the questions that the daemon knows
;;   rlm-status          what the daemon is doing
;;   rlm-menu            all of this, and the options, in a menu
;;
;; A file that is saved is read by rlm from disk.  What is not saved is sent
;; as text, also when the question is about the project, so that the answer
;; is about what you see.  A follow-up is about what stands there by then.
;;
;; The answer
;;
;; The answer streams into a buffer of its own, under one line for each step
;; that led to it.  TAB on a step shows the code that was run and what
;; it printed.  The header line tells the state, the model, the time, the
;; steps and the cost.
;;
;; Each path:line of the answer is a button.  n and p move
;; between them, RET and the mouse go there, and so does
;; M-g n (`next-error') from any buffer; M-, comes back.  A
;; place in another colour, followed by (?), is one where rlm did not find
;; what the answer says.
;;
;; k or C-g in that buffer cancels the answer; C-g elsewhere never
;; does.  When the connection is lost, the answer goes on where
;; it was; when the daemon itself was lost, it is started again and the
;; question is asked again, and the buffer says so.
;;
;; Proposals
;;
;; M-x rlm-proposals lists the changes that rlm-dogfood proposes for the
;; repository of the current buffer.  RET shows one: why, the evidence, the
;; gates it passed, and the diff, in which RET jumps to the source.
;; There, a approves, r rejects for a reason, e asks for a
;; revision, l lands an approved one, u takes a landed one
;; back.  An approval holds for exactly the change that was shown; one of
;; high risk must be confirmed by its name.  After landing, buffers of
;; changed files are read again unless you have changed them.
;;
;; With `rlm-indicator-mode', the mode line shows how many proposals wait in
;; the repository of the buffer, and when a question is under way.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-options)
(require 'rlm-source)
(require 'rlm-query)
(require 'rlm-answer)

(declare-function compilation-next-error "compile")
(declare-function compile-goto-error "compile")
(declare-function rlm-history "rlm-history")
(declare-function rlm-status "rlm-status")
(declare-function rlm-proposals "rlm-proposals")
(declare-function rlm-menu "rlm-menu")

(defvar rlm-question-history nil
  "Questions that were asked.")

;;;###autoload (autoload 'rlm-command-map "rlm" nil nil 'keymap)
(defvar rlm-command-map
  (let ((map (make-sparse-keymap)))
    (define-key map "r" #'rlm-query-region)
    (define-key map "b" #'rlm-query-buffer)
    (define-key map "d" #'rlm-query-defun)
    (define-key map "p" #'rlm-query-project)
    (define-key map "a" #'rlm-ask)
    (define-key map "e" #'rlm-explain-error)
    (define-key map "k" #'rlm-cancel)
    (define-key map "h" #'rlm-history)
    (define-key map "s" #'rlm-status)
    (define-key map "l" #'rlm-proposals)
    (define-key map "?" #'rlm-menu)
    map)
  "Commands of rlm, for a prefix key of your choice.")
(fset 'rlm-command-map rlm-command-map)

(defun rlm--read-question (prompt)
  "Read a question with PROMPT."
  (let ((question (string-trim (read-string (format-prompt prompt rlm-default-question) nil
                                            'rlm-question-history rlm-default-question))))
    (if (equal question "") rlm-default-question question)))

(defun rlm--ask (question source &optional session)
  "Ask QUESTION about SOURCE, in SESSION, in a new buffer; return the query."
  (let* ((query (make-rlm-query :question question :source source :session session :options (rlm-query-settings)))
         (buffer (rlm-answer-open query)))
    (rlm-answer-display buffer)
    (rlm-query-start query)
    query))

;;;###autoload
(defun rlm-query-region (start end question)
  "Ask QUESTION about the lines of the region from START to END."
  (interactive
   (if (use-region-p) (list (region-beginning) (region-end) (rlm--read-question "Ask about the region"))
     (user-error "There is no region; `rlm-query-defun' asks about the definition at point")))
  (rlm--ask question (rlm-source-of-region start end)))

;;;###autoload
(defun rlm-query-buffer (question)
  "Ask QUESTION about the current buffer, or about its accessible part."
  (interactive (list (rlm--read-question "Ask about the buffer")))
  (rlm--ask question (rlm-source-of-buffer)))

;;;###autoload
(defun rlm-query-defun (question)
  "Ask QUESTION about the definition at point."
  (interactive (list (rlm--read-question "Ask about the definition")))
  (let ((bounds (bounds-of-thing-at-point 'defun)))
    (unless bounds (user-error "No definition here; `rlm-query-region' asks about a region"))
    (rlm--ask question (rlm-source-of-region (car bounds) (cdr bounds)))))

;;;###autoload
(defun rlm-query-project (question)
  "Ask QUESTION about all files of the current project."
  (interactive (list (rlm--read-question "Ask about the project")))
  (rlm--ask question (rlm-source-of-project)))

;;;###autoload
(defun rlm-ask (question)
  "Ask QUESTION as a follow-up to the answer here, or to the latest one."
  (interactive (list (rlm--read-question (if (rlm-answer-buffer) "Follow-up" "Ask about the project"))))
  (let ((buffer (rlm-answer-buffer)))
    (if (null buffer) (rlm-query-project question)
      (let ((earlier (rlm-answer-query buffer)))
        (when (rlm-query-live-p earlier) (user-error "The answer is still under way; C-c C-k cancels it"))
        (let* ((before (rlm-query-source earlier)) (now (and before (rlm-source-now before)))
               (query (make-rlm-query :question question :source now :moved (not (eq now before))
                                      :session (rlm-query-session earlier) :options (rlm-query-settings))))
          (with-current-buffer buffer (rlm-answer-add query))
          (rlm-answer-display buffer)
          (rlm-query-start query))))))

;;;###autoload
(defun rlm-explain-error (&optional whole-project)
  "Ask what the message at point in a compilation means, and what to do.
With WHOLE-PROJECT, the prefix argument, look at the whole project in
place of the file that the message is about."
  (interactive "P")
  (require 'compile)
  (unless (derived-mode-p 'compilation-mode) (user-error "This is no buffer of a compilation"))
  (let* ((text (rlm--error-text))
         (place (save-excursion (compilation-next-error 0) (point-marker)))
         (question (format "Explain this message of the compiler, name its cause, and say how to mend it:\n\n%s" text)))
    (rlm--ask question
              (with-current-buffer (rlm--error-buffer place)
                (save-restriction
                  (widen)
                  (if (and whole-project (rlm-source-project-root)) (rlm-source-of-project) (rlm-source-of-buffer)))))))

(defun rlm--error-text ()
  "Return the message at point with the lines that belong to it."
  (save-excursion
    (compilation-next-error 0)
    (forward-line 0)
    (let ((start (point)))
      (forward-line 1)
      (while (and (not (eobp)) (< (count-lines start (point)) 12)
                  (not (get-text-property (point) 'compilation-message))
                  (not (looking-at-p "\\s-*$")))
        (forward-line 1))
      (string-trim (buffer-substring-no-properties start (point))))))

(defun rlm--error-buffer (place)
  "Return a buffer of the file that the message at PLACE is about."
  (save-window-excursion
    (with-current-buffer (marker-buffer place)
      (goto-char place)
      (compile-goto-error)
      (current-buffer))))

;;;###autoload
(defun rlm-cancel ()
  "Cancel the answer of this buffer, or the latest one that is under way."
  (interactive)
  (let ((query (or (and (derived-mode-p 'rlm-answer-mode) (rlm-answer-query))
                   (cl-find-if #'rlm-query-live-p rlm-query-list))))
    (cond ((not (and query (rlm-query-live-p query))) (message "No question is under way"))
          (t (rlm-query-cancel query)
             (message "Cancelled")))))

(autoload 'rlm-history "rlm-history" "List the questions that the daemon knows." t)
(autoload 'rlm-status "rlm-status" "Show what the daemon is doing." t)
(autoload 'rlm-proposals "rlm-proposals" "List the proposals of the repository." t)
(autoload 'rlm-indicator-mode "rlm-indicator" "Show in the mode line what waits." t)
(autoload 'rlm-menu "rlm-menu" "Show the menu of rlm." t)

(provide 'rlm)
;;; rlm.el ends here
