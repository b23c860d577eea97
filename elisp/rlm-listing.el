;;; rlm-listing.el --- Lists that the daemon fills  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; What the lists of proposals and of questions have in common.

;;; Code:

(require 'cl-lib)
(require 'hl-line)
(require 'tabulated-list)
(require 'rlm-options)
(require 'rlm-connection)

(define-derived-mode rlm-listing-mode tabulated-list-mode "rlm-list"
  "Mode that lists of rlm are derived from."
  :group 'rlm
  (setq tabulated-list-padding 1)
  (hl-line-mode))

(defun rlm-listing-show (entries nothing)
  "Show ENTRIES, in the form of `tabulated-list-entries', in the current buffer.
Point and window stay with the entry where they are.  NOTHING is said
when there are none."
  (setq tabulated-list-entries entries)
  (tabulated-list-print t)
  (unless entries
    (let ((inhibit-read-only t))
      (insert (propertize nothing 'face 'rlm-note) "\n"))))

(defun rlm-listing-fail (problem)
  "Show PROBLEM, an error of a request, in the current buffer."
  (let ((inhibit-read-only t))
    (erase-buffer)
    (setq tabulated-list-entries nil)
    (insert (propertize (plist-get problem :message) 'face 'rlm-error) "\n")
    (let ((hint (plist-get (plist-get problem :data) :hint)))
      (when hint (insert hint "\n")))
    (insert "g tries again\n")))

(defun rlm-listing-ask (buffer method params show &optional catch)
  "Fill BUFFER with the answer to METHOD with PARAMS.
SHOW is called in it with the result, CATCH with an error."
  (cl-flet ((there (function)
              (lambda (value)
                (when (buffer-live-p buffer)
                  (with-current-buffer buffer (funcall function value))))))
    (rlm-request method params :then (there show) :catch (there (or catch #'rlm-listing-fail)))))

(defun rlm-listing-at-point ()
  "Return what the entry at point stands for."
  (or (tabulated-list-get-id) (user-error "There is nothing on this line")))

(defun rlm-listing-age (time)
  "Return how long ago TIME was, in seconds of the epoch or as a date."
  (let ((then (cond ((numberp time) time)
                    ((stringp time) (ignore-errors (float-time (date-to-time time)))))))
    (if (null then) ""
      (let ((seconds (max 0 (- (float-time) then))))
        (cond ((< seconds 90) (format "%d s" seconds))
              ((< seconds 5400) (format "%d min" (/ seconds 60)))
              ((< seconds 129600) (format "%d h" (/ seconds 3600)))
              (t (format "%d d" (/ seconds 86400))))))))

(provide 'rlm-listing)
;;; rlm-listing.el ends here
