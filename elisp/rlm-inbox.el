;;; rlm-inbox.el --- What the daemon of rlm sends, in order  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Messages are handled one after another, never one inside another, and a
;; slice at a time, so that Emacs can redisplay and take keys meanwhile.

;;; Code:

(defvar rlm-inbox--messages nil "Messages that were not handled yet.")
(defvar rlm-inbox--tail nil "The last cons of the messages.")
(defvar rlm-inbox--draining nil "Whether a message is being handled.")
(defvar rlm-inbox--timer nil "The timer that handles the rest.")

(defconst rlm-inbox--slice 0.01
  "Seconds after which handling messages makes room for redisplay.")

(defconst rlm-inbox--garbage (* 32 1024 1024)
  "The least `gc-cons-threshold' while much arrives at once.")

(defvar rlm-inbox--usual-garbage nil "The user's `gc-cons-threshold' while it is raised.")

(defun rlm-call (function &rest arguments)
  "Call FUNCTION with ARGUMENTS; an error in it is shown and harms nothing else."
  (condition-case-unless-debug problem
      (apply function arguments)
    (error (message "rlm: %s" (error-message-string problem)))))

(defun rlm-later (function &rest arguments)
  "Call FUNCTION with ARGUMENTS as soon as Emacs has nothing else to do."
  (apply #'run-at-time 0 nil #'rlm-call function arguments))

(defun rlm-inbox-add (messages handler)
  "Have HANDLER called with each of MESSAGES, after those that came before."
  (when messages
    (if rlm-inbox--messages (setcdr rlm-inbox--tail messages)
      (setq rlm-inbox--messages messages))
    (setq rlm-inbox--tail (last messages))
    (rlm-inbox--drain handler)))

(defun rlm-inbox-waiting-p ()
  "Return non-nil while there are messages that were not handled."
  rlm-inbox--messages)

(defun rlm-inbox-clear ()
  "Forget what was not handled."
  (setq rlm-inbox--messages nil rlm-inbox--tail nil))

(defun rlm-inbox--drain (handler)
  "Call HANDLER with messages for a moment, and leave the rest to a timer.
It may make Emacs read more; that only lengthens the inbox."
  (unless rlm-inbox--draining
    (setq rlm-inbox--draining t)
    (let ((until (+ (float-time) rlm-inbox--slice)))
      (unwind-protect
          (while (and rlm-inbox--messages (< (float-time) until))
            (funcall handler (pop rlm-inbox--messages)))
        (setq rlm-inbox--draining nil)
        (when (and rlm-inbox--messages (not rlm-inbox--timer))
          (setq rlm-inbox--timer
                (rlm-later
                 (lambda ()
                   (setq rlm-inbox--timer nil)
                   (rlm-inbox--drain handler)))))))))

(defun rlm-inbox-expect-much ()
  "Let garbage lie for a second, because much of it is made at once.
Collecting it after each megabyte takes longer than the rest, and
to raise the threshold around a filter alone only puts it off until
the filter returns."
  (when (and (not rlm-inbox--usual-garbage) (< gc-cons-threshold rlm-inbox--garbage))
    (setq rlm-inbox--usual-garbage gc-cons-threshold
          gc-cons-threshold rlm-inbox--garbage)
    (run-at-time 1 nil #'rlm-inbox--collect-as-usual)))

(defun rlm-inbox--collect-as-usual ()
  "Put the threshold back, unless somebody else has changed it meanwhile."
  (when (eql gc-cons-threshold rlm-inbox--garbage)
    (setq gc-cons-threshold rlm-inbox--usual-garbage))
  (setq rlm-inbox--usual-garbage nil))

(provide 'rlm-inbox)
;;; rlm-inbox.el ends here
