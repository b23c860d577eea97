;;; rlm-status.el --- What the daemon of rlm is doing  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; One page about the daemon: process, memory, clients, questions under way
;; and the files that it holds ready.

;;; Code:

(require 'cl-lib)
(require 'seq)
(require 'rlm-options)
(require 'rlm-connection)
(require 'rlm-listing)

(defvar rlm-status-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map "k" #'rlm-status-stop)
    (define-key map "s" #'rlm-status-start)
    (define-key map "h" #'rlm-history)
    map)
  "Keys of the page about the daemon.")

(declare-function rlm-history "rlm-history")

(define-derived-mode rlm-status-mode special-mode "rlm-status"
  "Mode of the page about the daemon.
\\<rlm-status-mode-map>\\[rlm-status-stop] stops it, \\[rlm-status-start] starts it, \\[revert-buffer] reads again."
  :group 'rlm
  (setq-local revert-buffer-function (lambda (&rest _) (rlm-status-refresh))))

;;;###autoload
(defun rlm-status ()
  "Show what the daemon is doing."
  (interactive)
  (pop-to-buffer (get-buffer-create "*rlm status*"))
  (unless (derived-mode-p 'rlm-status-mode) (rlm-status-mode))
  (rlm-status-refresh))

(defun rlm-status-refresh (&optional start)
  "Read the page again; with START, start the daemon for it."
  (let ((buffer (current-buffer)))
    (cl-flet ((show (function)
                (lambda (value)
                  (when (buffer-live-p buffer)
                    (with-current-buffer buffer
                      (let ((inhibit-read-only t))
                        (erase-buffer)
                        (funcall function value)
                        (goto-char (point-min))))))))
      (rlm-request "daemon/status" nil :start start
                   :then (show #'rlm-status--insert) :catch (show #'rlm-status--insert-problem)))))

(defun rlm-status--insert-problem (problem)
  "Insert PROBLEM, why there is no status."
  (insert (propertize (or (plist-get problem :message) "The daemon did not answer") 'face 'rlm-error) "\n\n"
          (substitute-command-keys "\\<rlm-status-mode-map>\\[rlm-status-start] starts it\n")))

(defun rlm-status--insert (status)
  "Insert STATUS, about the daemon."
  (insert (propertize "The daemon of rlm" 'face 'rlm-heading) "\n\n")
  (rlm-status--line "Version" (plist-get status :version))
  (rlm-status--line "Process" (plist-get status :pid))
  (rlm-status--line "Socket" (plist-get status :socket))
  (rlm-status--line "Up for" (rlm-listing-age (- (float-time) (or (plist-get status :uptimeSeconds) 0))))
  (rlm-status--line "Memory" (file-size-human-readable (or (plist-get status :memoryBytes) 0)))
  (rlm-status--line "Clients" (plist-get status :clients))
  (rlm-status--section "Latest questions" (seq-take (plist-get status :queries) 10)
                       (lambda (query)
                         (format "%-10s %6.1f s  %s" (plist-get query :state) (or (plist-get query :seconds) 0)
                                 (plist-get query :question))))
  (rlm-status--section "Files held ready" (plist-get status :corpora)
                       (lambda (corpus)
                         (format "%7s in %d files  %s" (file-size-human-readable (or (plist-get corpus :bytes) 0))
                                 (or (plist-get corpus :files) 0)
                                 (mapconcat #'abbreviate-file-name (plist-get corpus :paths) " "))))
  (insert (substitute-command-keys
           "\n\\<rlm-status-mode-map>\\[revert-buffer] reads again, \\[rlm-status-stop] stops the daemon, \\[rlm-history] lists all questions\n")))

(defun rlm-status--line (name value)
  "Insert VALUE with its NAME."
  (insert (propertize (format "  %-10s" name) 'face 'rlm-note) (format "%s\n" (or value "-"))))

(defun rlm-status--section (title items text)
  "Insert TITLE and below it ITEMS, each as TEXT gives it."
  (insert "\n" (propertize title 'face 'rlm-heading) "\n")
  (dolist (item items)
    (insert "  " (replace-regexp-in-string "\n" " " (funcall text item)) "\n"))
  (unless items (insert (propertize "  none\n" 'face 'rlm-note))))

(defun rlm-status-start ()
  "Start the daemon."
  (interactive nil rlm-status-mode)
  (rlm-status-refresh t))

(defun rlm-status-stop ()
  "Stop the daemon, and with it what it is doing."
  (interactive nil rlm-status-mode)
  (when (yes-or-no-p "Stop the daemon and the questions under way? ")
    (let ((buffer (current-buffer)))
      (rlm-request "daemon/stop" nil :start nil
                   :then (lambda (_)
                           (message "The daemon ends")
                           (run-at-time 0.5 nil (lambda ()
                                                  (when (buffer-live-p buffer)
                                                    (with-current-buffer buffer (rlm-status-refresh))))))))))

(provide 'rlm-status)
;;; rlm-status.el ends here
