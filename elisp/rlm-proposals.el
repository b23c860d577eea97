;;; rlm-proposals.el --- What rlm-dogfood proposes  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The list of a repository's proposals.  It shows and opens; decisions are
;; made on a proposal's own page, where it can be seen.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-listing)
(require 'rlm-proposal)

(defvar-local rlm-proposals--all nil
  "Whether proposals that are settled are listed too.")

(defvar rlm-proposals-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'rlm-proposals-open)
    (define-key map "A" #'rlm-proposals-toggle-all)
    (define-key map "c" #'rlm-proposals-cycle)
    (define-key map "C" #'rlm-proposals-stop)
    map)
  "Keys of the list of proposals.")

(define-derived-mode rlm-proposals-mode rlm-listing-mode "rlm-proposals"
  "Mode of the list of proposals.
\\<rlm-proposals-mode-map>\\[rlm-proposals-open] shows one, to decide on it; \\[rlm-proposals-toggle-all] lists settled ones too;
\\[rlm-proposals-cycle] looks for more, \\[rlm-proposals-stop] ends that; \\[revert-buffer] reads the list again."
  :group 'rlm
  (setq tabulated-list-format [("Id" 5 nil) ("State" 11 t) ("Risk" 7 t) ("Change" 20 nil) ("Age" 7 nil) ("Title" 0 t)])
  (setq-local revert-buffer-function (lambda (&rest _) (rlm-proposals-refresh)))
  (tabulated-list-init-header))

;;;###autoload
(defun rlm-proposals ()
  "List the proposals of the repository that the current folder is in."
  (interactive)
  (let ((repository (rlm-proposals-repository)))
    (unless repository (user-error "This folder is in no git repository on this machine"))
    (pop-to-buffer (get-buffer-create (format "*rlm proposals: %s*" (rlm-proposal--short repository))))
    (unless (derived-mode-p 'rlm-proposals-mode) (rlm-proposals-mode))
    (setq rlm-proposal-repository repository
          default-directory (file-name-as-directory repository))
    (rlm-proposals-refresh)))

(defun rlm-proposals-repository ()
  "Return the top folder of the repository that the current folder is in, or nil."
  (unless (file-remote-p default-directory)
    (let ((top (locate-dominating-file default-directory ".git")))
      (and top (directory-file-name (expand-file-name top))))))

(defun rlm-proposals-refresh ()
  "Read the list again."
  (rlm-listing-ask (current-buffer) "proposal/list"
                   (append (list :repository rlm-proposal-repository)
                           (unless rlm-proposals--all (list :states ["proposed" "approved"])))
                   #'rlm-proposals--show))

(defun rlm-proposals--show (result)
  "Show RESULT, the answer to a list of proposals."
  (rlm-listing-show (mapcar #'rlm-proposals--entry (plist-get result :proposals))
                    (if rlm-proposals--all "Nothing was proposed yet; c looks for something"
                      "Nothing waits; A lists settled proposals, c looks for more")))

(defun rlm-proposals--entry (proposal)
  "Return the line of PROPOSAL."
  (let ((state (or (plist-get proposal :state) "")) (risk (or (plist-get proposal :risk) "")))
    (list (plist-get proposal :id)
          (vector (plist-get proposal :id)
                  (propertize state 'face (rlm-proposal-state-face state))
                  (propertize risk 'face (rlm-proposal-risk-face risk))
                  (rlm-proposal-size proposal)
                  (rlm-listing-age (plist-get proposal :createdAt))
                  (replace-regexp-in-string "[ \t\n]+" " " (or (plist-get proposal :title) ""))))))

(defun rlm-proposals-open ()
  "Show the proposal at point."
  (interactive nil rlm-proposals-mode)
  (rlm-proposal-open rlm-proposal-repository (rlm-listing-at-point)))

(defun rlm-proposals-toggle-all ()
  "List settled proposals too, or leave them out again."
  (interactive nil rlm-proposals-mode)
  (setq rlm-proposals--all (not rlm-proposals--all))
  (rlm-proposals-refresh))

(defun rlm-proposals-cycle ()
  "Have rlm-dogfood look for more to propose."
  (interactive nil rlm-proposals-mode)
  (when (y-or-n-p (format "Look for improvements of %s? " (rlm-proposal--short rlm-proposal-repository)))
    (rlm-request "cycle/start" (list :repository rlm-proposal-repository :options nil)
                 :then (lambda (result) (message "rlm-dogfood is looking (%s)" (plist-get result :runId))))))

(defun rlm-proposals-stop ()
  "End the search for more to propose."
  (interactive nil rlm-proposals-mode)
  (rlm-request "cycle/stop" (list :repository rlm-proposal-repository)
               :then (lambda (_) (message "rlm-dogfood stops"))))

;;;; What changes by itself

(defun rlm-proposals--notification (method params)
  "Act on the notification METHOD with PARAMS."
  (pcase method
    ("proposal/updated" (rlm-proposals--changed (plist-get params :repository)))
    ("cycle/update"
     (message "rlm-dogfood: %s" (or (plist-get params :text) (plist-get params :state)))
     (unless (equal (plist-get params :state) "running")
       (rlm-proposals--changed (plist-get params :repository))))))

(defun rlm-proposals--changed (repository)
  "Read the lists of REPOSITORY again."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (and (derived-mode-p 'rlm-proposals-mode) (equal repository rlm-proposal-repository))
        (rlm-proposals-refresh)))))

(add-hook 'rlm-notification-functions #'rlm-proposals--notification)
(add-hook 'rlm-proposal-changed-hook #'rlm-proposals--changed)

(provide 'rlm-proposals)
;;; rlm-proposals.el ends here
