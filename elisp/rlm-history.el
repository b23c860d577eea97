;;; rlm-history.el --- The questions that the daemon knows  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Questions outlive the Emacs that asked them.  Here they are listed, those
;; of other clients too, and their answers shown.

;;; Code:

(require 'cl-lib)
(require 'rlm-listing)
(require 'rlm-query)
(require 'rlm-answer)

(defvar rlm-history-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'rlm-history-open)
    (define-key map "k" #'rlm-history-cancel)
    map)
  "Keys of the list of questions.")

(define-derived-mode rlm-history-mode rlm-listing-mode "rlm-history"
  "Mode of the list of questions.
\\<rlm-history-mode-map>\\[rlm-history-open] shows the answer, \\[rlm-history-cancel] cancels one under way, \\[revert-buffer] reads the list again."
  :group 'rlm
  (setq tabulated-list-format [("Age" 7 t) ("State" 10 t) ("Time" 8 nil) ("Cost" 9 nil) ("Model" 22 t)
                               ("Question" 0 t)])
  (setq-local revert-buffer-function (lambda (&rest _) (rlm-history-refresh)))
  (tabulated-list-init-header))

;;;###autoload
(defun rlm-history ()
  "List the questions that the daemon knows, the latest first."
  (interactive)
  (pop-to-buffer (get-buffer-create "*rlm history*"))
  (unless (derived-mode-p 'rlm-history-mode) (rlm-history-mode))
  (rlm-history-refresh))

(defun rlm-history-refresh ()
  "Read the list of questions again."
  (rlm-listing-ask (current-buffer) "query/list" nil
                   (lambda (result)
                     (rlm-listing-show (mapcar #'rlm-history--entry (plist-get result :queries))
                                       "Nothing was asked yet"))))

(defun rlm-history--entry (summary)
  "Return the line for the query of SUMMARY."
  (let ((state (or (plist-get summary :state) "")))
    (list summary
          (vector (rlm-listing-age (plist-get summary :startedAt))
                  (propertize state 'face (pcase state
                                            ("done" 'rlm-done) ("failed" 'rlm-error) (_ 'rlm-running)))
                  (format "%.1f s" (or (plist-get summary :seconds) 0))
                  (if (plist-get summary :cost) (format "$%.4g" (plist-get summary :cost)) "")
                  (or (plist-get summary :model) "")
                  (replace-regexp-in-string "[ \t\n]+" " " (or (plist-get summary :question) ""))))))

(defun rlm-history-open ()
  "Show the answer to the question at point."
  (interactive nil rlm-history-mode)
  (let* ((summary (rlm-listing-at-point)) (id (plist-get summary :queryId))
         (known (cl-find id rlm-query-list :key #'rlm-query-id :test #'equal))
         (buffer (and known (cl-find-if (lambda (b) (memq known (buffer-local-value 'rlm-answer-queries b)))
                                        (buffer-list)))))
    (if buffer (rlm-answer-display buffer)
      (setq rlm-query-list (delq known rlm-query-list))
      (let ((query (make-rlm-query :question (or (plist-get summary :question) "") :id id :state 'running
                                   :source (and known (rlm-query-source known))
                                   :session (plist-get summary :sessionId))))
        (rlm-answer-display (rlm-answer-open query))
        (rlm-query-attach query)))))

(defun rlm-history-cancel ()
  "Cancel the question at point."
  (interactive nil rlm-history-mode)
  (let ((buffer (current-buffer)))
    (rlm-request "query/cancel" (list :queryId (plist-get (rlm-listing-at-point) :queryId))
                 :then (lambda (_)
                         (when (buffer-live-p buffer) (with-current-buffer buffer (rlm-history-refresh)))))))

(provide 'rlm-history)
;;; rlm-history.el ends here
