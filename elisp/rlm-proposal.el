;;; rlm-proposal.el --- Review of one proposal  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A page that shows what is proposed, why, what it was tested with, and the
;; diff; and the keys to decide.  A decision names the revision that the page
;; shows, so that nothing else can be approved by it.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'diff-mode)
(require 'rlm-options)
(require 'rlm-connection)
(require 'rlm-citation)

(defvar-local rlm-proposal-shown nil
  "The proposal that this buffer shows, as the daemon gave it.")

(defvar-local rlm-proposal-repository nil
  "The repository of what this buffer shows.")

(defvar-local rlm-proposal--diff nil
  "Where the diff begins.")

(defvar rlm-proposal-changed-hook nil
  "Run with a repository when something was decided there.")

(defvar rlm-proposal-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map special-mode-map)
    (define-key map "n" #'diff-hunk-next)
    (define-key map "p" #'diff-hunk-prev)
    (define-key map "N" #'diff-file-next)
    (define-key map "P" #'diff-file-prev)
    (define-key map (kbd "TAB") #'rlm-proposal-next)
    (define-key map (kbd "RET") #'rlm-proposal-visit)
    (define-key map "o" #'rlm-proposal-visit)
    (define-key map "a" #'rlm-proposal-approve)
    (define-key map "r" #'rlm-proposal-reject)
    (define-key map "e" #'rlm-proposal-revise)
    (define-key map "l" #'rlm-proposal-land)
    (define-key map "u" #'rlm-proposal-revert)
    map)
  "Keys of the page of a proposal.")

(define-derived-mode rlm-proposal-mode diff-mode "rlm-proposal"
  "Mode of the page of a proposal.
\\<rlm-proposal-mode-map>
\\[rlm-proposal-approve] approves what is shown, \\[rlm-proposal-reject] rejects it, \\[rlm-proposal-revise] asks for a revision,
\\[rlm-proposal-land] lands what is approved, \\[rlm-proposal-revert] takes back what has landed.
\\[rlm-proposal-visit] goes to the source, of a line of the diff too; \\[revert-buffer] reads the page again.

\\{rlm-proposal-mode-map}"
  :group 'rlm
  (setq buffer-read-only t)
  (setq-local minor-mode-overriding-map-alist (list (cons 'buffer-read-only rlm-proposal-mode-map)))
  (setq-local revert-buffer-function (lambda (&rest _) (rlm-proposal-refresh)))
  (setq-local header-line-format '(:eval (rlm-proposal--header)))
  ;; The text above the diff has its faces already, and looks like context to diff-mode.
  (setq-local font-lock-fontify-region-function
              (lambda (start end &optional loudly)
                (when (> end rlm-proposal--diff)
                  (font-lock-default-fontify-region (max start rlm-proposal--diff) end loudly))
                `(jit-lock-bounds ,start . ,end)))
  (setq-local rlm-proposal--diff (point-max))
  (buffer-disable-undo))

(defun rlm-proposal-open (repository id)
  "Show the proposal ID of REPOSITORY."
  (let ((buffer (get-buffer-create (format "*rlm proposal %s: %s*" id (rlm-proposal--short repository)))))
    (with-current-buffer buffer
      (unless (derived-mode-p 'rlm-proposal-mode) (rlm-proposal-mode))
      (setq rlm-proposal-repository repository
            default-directory (file-name-as-directory repository))
      (unless rlm-proposal-shown (setq rlm-proposal-shown (list :id id)))
      (rlm-proposal-refresh))
    (pop-to-buffer buffer)))

(defun rlm-proposal--short (repository)
  "Return the name of REPOSITORY for people."
  (file-name-nondirectory (directory-file-name repository)))

(defun rlm-proposal-refresh ()
  "Read the page again."
  (let ((buffer (current-buffer)))
    (rlm-request "proposal/get" (rlm-proposal--named)
                 :then (lambda (proposal)
                         (when (buffer-live-p buffer)
                           (with-current-buffer buffer (rlm-proposal--show proposal))))
                 :catch (lambda (problem)
                          (when (buffer-live-p buffer)
                            (with-current-buffer buffer (rlm-proposal--show-problem problem)))))))

(defun rlm-proposal--named (&rest more)
  "Return the parameters that name what is shown, and MORE."
  (append (list :repository rlm-proposal-repository :id (plist-get rlm-proposal-shown :id)) more))

(defun rlm-proposal--header ()
  "Return the header line."
  (let ((state (plist-get rlm-proposal-shown :state)))
    (replace-regexp-in-string
     "%" "%%"
     (concat " " (or (plist-get rlm-proposal-shown :id) "") "  "
             (and state (propertize state 'face (rlm-proposal-state-face state)))
             (substitute-command-keys
              (pcase state
                ("proposed" "\\<rlm-proposal-mode-map>  \\[rlm-proposal-approve] approve  \\[rlm-proposal-reject] reject  \\[rlm-proposal-revise] revise")
                ("approved" "\\<rlm-proposal-mode-map>  \\[rlm-proposal-land] land")
                ("landed" "\\<rlm-proposal-mode-map>  \\[rlm-proposal-revert] take back")
                (_ "")))))))

(defun rlm-proposal-state-face (state)
  "Return the face of STATE, a string."
  (pcase state
    ((or "approved" "landed") 'rlm-done)
    ((or "rejected" "reverted" "stale" "superseded") 'rlm-note)
    (_ 'rlm-running)))

(defun rlm-proposal-risk-face (risk)
  "Return the face of RISK, a string."
  (pcase risk ("low" 'rlm-done) ("medium" 'rlm-running) (_ 'rlm-error)))

;;;; The page

(defun rlm-proposal--show-problem (problem)
  "Show PROBLEM, why there is no page."
  (let ((inhibit-read-only t))
    (erase-buffer)
    (setq rlm-proposal--diff (point-max))
    (insert (propertize (or (plist-get problem :message) "The daemon did not answer") 'face 'rlm-error) "\n"
            (or (plist-get (plist-get problem :data) :hint) "") "\ng tries again\n")
    (setq rlm-proposal--diff (point-max))))

(defun rlm-proposal--show (proposal)
  "Show PROPOSAL in the current buffer."
  (let ((inhibit-read-only t) (line (line-number-at-pos)) (same (plist-get rlm-proposal-shown :revision)))
    (setq rlm-proposal-shown proposal)
    (setq rlm-proposal--diff (point-max))
    (erase-buffer)
    (rlm-proposal--insert-head proposal)
    (rlm-proposal--insert-evidence (plist-get proposal :evidence))
    (rlm-proposal--insert-gates (plist-get proposal :gates))
    (rlm-proposal--insert-origin proposal)
    (setq rlm-proposal--diff (point))
    (insert (or (plist-get proposal :diff) ""))
    (unless (bolp) (insert "\n"))
    (font-lock-flush rlm-proposal--diff (point-max))
    (set-buffer-modified-p nil)
    (goto-char (point-min))
    (when same (forward-line (1- line)))
    (dolist (window (get-buffer-window-list nil nil t)) (set-window-point window (point)))))

(defun rlm-proposal--insert-head (proposal)
  "Insert what PROPOSAL claims, its risk, and why."
  (let ((risk (or (plist-get proposal :risk) "unknown")))
    (insert (propertize (or (plist-get proposal :title) "") 'face 'rlm-heading) "\n"
            (propertize (or (plist-get proposal :class) "change") 'face 'rlm-note) ", "
            (propertize (format "%s risk" risk) 'face (rlm-proposal-risk-face risk)) ", "
            (rlm-proposal-size proposal) "\n\n"))
  (let ((rationale (string-trim (or (plist-get proposal :rationale) ""))))
    (unless (equal rationale "") (insert rationale "\n\n"))))

(defun rlm-proposal-size (proposal)
  "Return the size of PROPOSAL, as words."
  (let ((count (or (plist-get proposal :files) 0)))
    (format "%d file%s, +%d -%d" count (if (= count 1) "" "s")
            (or (plist-get proposal :added) 0) (or (plist-get proposal :removed) 0))))

(defun rlm-proposal--insert-evidence (evidence)
  "Insert EVIDENCE, each place as a button."
  (when evidence
    (insert (propertize "Evidence" 'face 'rlm-heading) "\n")
    (dolist (item evidence)
      (let ((start (+ (point) 2)) (path (plist-get item :path)) (line (or (plist-get item :line) 1)))
        (insert (format "  %s:%d" path line))
        (make-text-button start (point) 'type 'rlm-citation 'help-echo "RET, mouse-1: go there"
                          'rlm-target (expand-file-name path rlm-proposal-repository)
                          'rlm-line line 'rlm-last line)
        (insert "  " (propertize (string-trim (or (plist-get item :text) "")) 'face 'rlm-note) "\n")))
    (insert "\n")))

(defun rlm-proposal--insert-gates (gates)
  "Insert what GATES said."
  (when gates
    (insert (propertize "Gates" 'face 'rlm-heading) "\n")
    (dolist (gate gates)
      (let ((verdict (or (plist-get gate :verdict) "")))
        (insert "  " (propertize (format "%-8s" verdict) 'face
                                 (pcase verdict ("passed" 'rlm-done) ("failed" 'rlm-error) (_ 'rlm-note)))
                (format " %-12s %6.1f s  %s\n" (plist-get gate :gate) (or (plist-get gate :seconds) 0)
                        (or (plist-get gate :summary) "")))))
    (insert "\n")))

(defun rlm-proposal--insert-origin (proposal)
  "Insert where PROPOSAL comes from."
  (insert (propertize
           (string-join
            (delq nil (list (and (plist-get proposal :model) (format "By %s" (plist-get proposal :model)))
                            (and (plist-get proposal :cost) (format "$%.4g" (plist-get proposal :cost)))
                            (and (plist-get proposal :branch) (format "branch %s" (plist-get proposal :branch)))
                            (rlm-proposal--tree proposal)))
            ", ")
           'face 'rlm-note)
          "\n\n"))

(defun rlm-proposal--tree (proposal)
  "Return which tree PROPOSAL leads to, as words."
  (let ((tree (plist-get proposal :revision)))
    (and tree (format "tree %s" (substring tree 0 (min 10 (length tree)))))))

;;;; Moving

(defun rlm-proposal-next ()
  "Move to the next place of the evidence, or the next hunk."
  (interactive nil rlm-proposal-mode)
  (if (next-button (point)) (forward-button 1) (diff-hunk-next)))

(defun rlm-proposal-visit ()
  "Go to the source of what is at point."
  (interactive nil rlm-proposal-mode)
  (cond ((button-at (point)) (push-button))
        ((>= (point) rlm-proposal--diff) (diff-goto-source t))
        (t (user-error "Here is nothing to go to"))))

;;;; Deciding

(defun rlm-proposal--in (states)
  "Make sure that the proposal shown is in one of STATES."
  (let ((state (plist-get rlm-proposal-shown :state)))
    (cond ((null state) (user-error "The proposal is not here yet"))
          ((not (member state states)) (user-error "%s is %s" (plist-get rlm-proposal-shown :id) state)))))

(defun rlm-proposal-approve ()
  "Approve exactly the change that is shown."
  (interactive nil rlm-proposal-mode)
  (rlm-proposal--in '("proposed"))
  (let* ((shown rlm-proposal-shown) (id (plist-get shown :id)) (risk (plist-get shown :risk))
         (what (format "Approve %s, %s, %s risk" id (rlm-proposal--tree shown) risk)))
    (if (member risk '("low" "medium"))
        (if (yes-or-no-p (concat what "? ")) (rlm-proposal--decide "approve" nil)
          (message "Nothing was decided"))
      (if (equal id (read-string (format "%s?  Type %s to approve: " what id)))
          (rlm-proposal--decide "approve" nil :confirmation id)
        (message "Nothing was decided")))))

(defun rlm-proposal-reject (reason)
  "Reject the change that is shown, for REASON; its like stays away."
  (interactive (progn (rlm-proposal--in '("proposed"))
                      (list (rlm-proposal--reason "Reject it because")))
               rlm-proposal-mode)
  (rlm-proposal--decide "reject" reason))

(defun rlm-proposal-revise (reason)
  "Ask for a revision of the change that is shown, for REASON."
  (interactive (progn (rlm-proposal--in '("proposed"))
                      (list (rlm-proposal--reason "What is to be different")))
               rlm-proposal-mode)
  (rlm-proposal--decide "revise" reason))

(defun rlm-proposal--reason (prompt)
  "Read a reason with PROMPT; it must not be empty."
  (let ((reason (string-trim (read-string (concat prompt ": ")))))
    (when (equal reason "") (user-error "Nothing was decided: a reason is needed"))
    reason))

(defun rlm-proposal--decide (decision reason &rest more)
  "Send DECISION with REASON and MORE parameters about what is shown."
  (apply #'rlm-proposal--act "proposal/decide"
         (lambda (id _) (message "%s is %s" id (pcase decision ("approve" "approved: l lands it")
                                                 ("reject" "rejected") (_ "to be revised"))))
         :revision (plist-get rlm-proposal-shown :revision) :decision decision (append (and reason (list :reason reason)) more)))

(defun rlm-proposal-land ()
  "Land the approved change that is shown."
  (interactive nil rlm-proposal-mode)
  (rlm-proposal--in '("approved"))
  (when (yes-or-no-p (format "Land %s on the branch that is checked out? " (plist-get rlm-proposal-shown :id)))
    (rlm-proposal--act "proposal/land" #'rlm-proposal--landed
                       :revision (plist-get rlm-proposal-shown :revision))))

(defun rlm-proposal-revert ()
  "Take back the landed change that is shown."
  (interactive nil rlm-proposal-mode)
  (rlm-proposal--in '("landed"))
  (when (yes-or-no-p (format "Take %s back? " (plist-get rlm-proposal-shown :id)))
    (rlm-proposal--act "proposal/revert"
                       (lambda (id _) (message "%s is taken back%s" id (rlm-proposal--read-again))))))

(defun rlm-proposal--act (method done &rest more)
  "Send METHOD about what is shown, with MORE parameters.
DONE is called with the proposal's name and the result."
  (let ((buffer (current-buffer)) (id (plist-get rlm-proposal-shown :id))
        (repository rlm-proposal-repository))
    (rlm-request method (apply #'rlm-proposal--named more)
                 :then (lambda (result)
                         (with-current-buffer (if (buffer-live-p buffer) buffer (current-buffer))
                           (funcall done id result)
                           (when (eq (current-buffer) buffer) (rlm-proposal-refresh)))
                         (run-hook-with-args 'rlm-proposal-changed-hook repository))
                 :catch (lambda (problem)
                          (message "%s: %s" id (rlm-error-text problem))
                          (when (and (eq (rlm-error-kind problem) 'conflict) (buffer-live-p buffer))
                            (with-current-buffer buffer (rlm-proposal-refresh)))))))

(defun rlm-proposal--landed (id result)
  "Tell that ID has landed, as the commit of RESULT, and read buffers again."
  (let ((commit (or (plist-get result :commit) "")))
    (message "%s has landed as %s%s" id (substring commit 0 (min 10 (length commit))) (rlm-proposal--read-again))))

(defun rlm-proposal--read-again ()
  "Read buffers of the repository again whose files changed.
Those with changes that were not saved stay as they are; return a
note that names them, or an empty text."
  (let ((root rlm-proposal-repository) kept)
    (dolist (buffer (and root (buffer-list)))
      (with-current-buffer buffer
        (when (and buffer-file-name (not (file-remote-p buffer-file-name))
                   (file-in-directory-p buffer-file-name root)
                   (not (verify-visited-file-modtime)))
          (if (buffer-modified-p) (push (buffer-name) kept)
            (when (file-exists-p buffer-file-name)
              (rlm-call #'revert-buffer t t t))))))
    (if kept (format "; changed on disk and by you: %s" (string-join kept ", ")) "")))

(provide 'rlm-proposal)
;;; rlm-proposal.el ends here
