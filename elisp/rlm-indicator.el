;;; rlm-indicator.el --- What waits, in the mode line  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Shows how many proposals wait in the repository of the buffer, and that a
;; question is under way.  The daemon tells when a number changes; nothing
;; is computed while the mode line is drawn.

;;; Code:

(require 'cl-lib)
(require 'rlm-options)
(require 'rlm-connection)
(require 'rlm-query)
(require 'rlm-proposals)

(defcustom rlm-indicator-interval 60
  "Seconds of idle time after which the number of proposals is asked for anew."
  :type 'number
  :group 'rlm)

(defvar rlm-indicator--waiting (make-hash-table :test #'equal)
  "How many proposals wait, by repository.")

(defvar rlm-indicator--timer nil
  "The timer that asks anew.")

(defvar-local rlm-indicator--repository 'unknown
  "The repository of the buffer, or nil; found once.")

(defvar rlm-indicator--construct '(rlm-indicator-mode (:eval (rlm-indicator-text)))
  "What stands in the mode line.")

(defvar rlm-indicator--map
  (let ((map (make-sparse-keymap)))
    (define-key map [mode-line mouse-1] #'rlm-proposals)
    map)
  "Keys of the indicator.")

;;;###autoload
(define-minor-mode rlm-indicator-mode
  "Show in the mode line how many proposals wait and that a question is under way."
  :global t :group 'rlm
  (when rlm-indicator--timer
    (cancel-timer rlm-indicator--timer)
    (setq rlm-indicator--timer nil))
  (setq mode-line-misc-info (delq rlm-indicator--construct mode-line-misc-info))
  (cond (rlm-indicator-mode
         (push rlm-indicator--construct mode-line-misc-info)
         (setq rlm-indicator--timer (run-with-idle-timer rlm-indicator-interval t #'rlm-indicator-refresh))
         (add-hook 'find-file-hook #'rlm-indicator-refresh)
         (add-hook 'rlm-connected-hook #'rlm-indicator-refresh)
         (add-hook 'rlm-notification-functions #'rlm-indicator--notification)
         (add-hook 'rlm-proposal-changed-hook #'rlm-indicator--ask)
         (rlm-indicator-refresh))
        (t
         (remove-hook 'find-file-hook #'rlm-indicator-refresh)
         (remove-hook 'rlm-connected-hook #'rlm-indicator-refresh)
         (remove-hook 'rlm-notification-functions #'rlm-indicator--notification)
         (remove-hook 'rlm-proposal-changed-hook #'rlm-indicator--ask)))
  (force-mode-line-update t))

(defun rlm-indicator-text ()
  "Return the text for the mode line of the current buffer."
  (let ((waiting (gethash (rlm-indicator--repository) rlm-indicator--waiting 0)) (live (rlm-query-any-live-p)))
    (concat (and live (propertize " rlm…" 'face 'rlm-running 'help-echo "rlm: a question is under way"))
            (and (> waiting 0)
                 (propertize (format " rlm:%d" waiting) 'face 'rlm-running 'mouse-face 'mode-line-highlight
                             'local-map rlm-indicator--map
                             'help-echo (format "%d proposals wait; mouse-1 lists them, or M-x rlm-proposals"
                                                waiting))))))

(defun rlm-indicator--repository ()
  "Return the repository of the current buffer, or nil."
  (when (eq rlm-indicator--repository 'unknown)
    (setq rlm-indicator--repository (rlm-proposals-repository)))
  rlm-indicator--repository)

(defun rlm-indicator-refresh ()
  "Ask how many proposals wait in the repository of the current buffer."
  (let ((repository (rlm-indicator--repository)))
    (when repository (rlm-indicator--ask repository))))

(defun rlm-indicator--ask (repository)
  "Ask how many proposals wait in REPOSITORY."
  (rlm-request "proposal/list" (list :repository repository :states ["proposed"])
               :start (and rlm-start-daemon (not (gethash repository rlm-indicator--waiting)))
               :then (lambda (result) (rlm-indicator--note repository (plist-get result :waiting)))
               :catch #'ignore))

(defun rlm-indicator--notification (method params)
  "Act on the notification METHOD with PARAMS."
  (when (equal method "proposal/updated")
    (rlm-indicator--note (plist-get params :repository) (plist-get params :waiting))))

(defun rlm-indicator--note (repository waiting)
  "Note that WAITING proposals wait in REPOSITORY, and say when there are more."
  (let ((before (gethash repository rlm-indicator--waiting)))
    (puthash repository (or waiting 0) rlm-indicator--waiting)
    (when (and before (> (or waiting 0) before))
      (message "rlm: %d proposals wait in %s; M-x rlm-proposals" waiting (rlm-proposal--short repository)))
    (force-mode-line-update t)))

(provide 'rlm-indicator)
;;; rlm-indicator.el ends here
