;;; rlm-citation.el --- Places that answers name  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Each path:line of an answer becomes a button that goes there.  Places that
;; rlm could not verify look different and say so.

;;; Code:

(require 'cl-lib)
(require 'button)
(require 'pulse)
(require 'xref)
(require 'rlm-options)
(require 'rlm-query)

(defconst rlm-citation--characters "[:alnum:]_~./@+\\-"
  "What the paths of citations are made of, unless rlm says otherwise.")

(defconst rlm-citation--lines ":\\([0-9]+\\)\\(?:[-–]\\([0-9]+\\)\\|:[0-9]+\\_>\\)?"
  "What follows the path of a citation.
Compilers put a column behind the line.")

(defconst rlm-citation--longest 400
  "Characters of the longest path that is looked for.")

(define-button-type 'rlm-citation
  'action #'rlm-citation-visit
  'follow-link t
  'face 'rlm-citation)

(cl-defstruct (rlm-places (:copier nil))
  "What is known of the places that an answer names."
  query
  (odd nil :documentation "Paths in which there are other characters than usual.")
  (citations (make-hash-table :test #'equal) :documentation "What the daemon said, by path and line.")
  (targets (make-hash-table :test #'equal) :documentation "Buffers and files, or nil, by path."))

(defun rlm-citation-places (query)
  "Return what is known now of the places that the answer to QUERY names."
  (let ((places (make-rlm-places :query query)) (usual (format "\\`[%s]+\\'" rlm-citation--characters)))
    (dolist (citation (rlm-query-citations query) places)
      (let ((path (plist-get citation :path)))
        (when path
          (unless (string-match-p usual path) (cl-pushnew path (rlm-places-odd places) :test #'equal))
          (puthash (cons path (plist-get citation :startLine)) citation (rlm-places-citations places)))))))

(defun rlm-citation-mark (places start end)
  "Make buttons of the PLACES that the text from START to END names."
  (goto-char start)
  (while (re-search-forward rlm-citation--lines end t)
    (let ((colon (match-beginning 0)))
      (rlm-citation--mark-match places (save-excursion
                                         (goto-char colon)
                                         (skip-chars-backward rlm-citation--characters
                                                              (max start (- colon rlm-citation--longest)))
                                         (point)))))
  (dolist (path (rlm-places-odd places))
    (goto-char start)
    (while (re-search-forward (concat (regexp-quote path) "\\(?:" rlm-citation--lines "\\)") end t)
      (rlm-citation--mark-match places (match-beginning 0)))))

(defun rlm-citation--mark-match (places from)
  "Make a button of what was just matched, when it is one of PLACES.
Its path begins at FROM."
  (let* ((to (match-end 0))
         (path (buffer-substring-no-properties from (1- (match-beginning 1))))
         (line (string-to-number (match-string 1)))
         (last (if (match-string 2) (string-to-number (match-string 2)) line))
         (citation (gethash (cons path line) (rlm-places-citations places)))
         (target (and (not (equal path "")) (rlm-citation--target places path citation))))
    (when (and (or citation target)
               (or citation (not (get-text-property from 'rlm-line))))  ; Else it is one already.
      (rlm-citation--make-button from to citation target line last))))

(defun rlm-citation--target (places path citation)
  "Return the buffer or file that PATH names among PLACES, or nil.
CITATION is what the daemon said of it, if anything."
  (let* ((targets (rlm-places-targets places)) (known (gethash path targets 'unknown)))
    (if (not (eq known 'unknown)) known
      (puthash path (rlm-citation--find-target (rlm-query-source (rlm-places-query places)) path citation)
               targets))))

(defun rlm-citation--find-target (source path citation)
  "Return the buffer or file that PATH names in an answer about SOURCE, or nil.
CITATION is what the daemon said of it, if anything."
  (let ((buffer (cdr (assoc path (and source (rlm-source-buffers source))))))
    (cond ((buffer-live-p buffer) buffer)
          ((plist-get citation :file))
          (source
           (let ((file (expand-file-name path (rlm-source-directory source))))
             (and (not (file-remote-p file)) (file-regular-p file) file))))))

(defun rlm-citation--make-button (start end citation target line last)
  "Make the text from START to END a button for LINE of TARGET.
LAST is the last line; CITATION is what the daemon said of the place."
  (let* ((doubtful (and citation (not (plist-get citation :verified))))
         (note (or (plist-get citation :note) "it does not stand there")))
    (make-text-button start end 'type 'rlm-citation
                      'rlm-target target 'rlm-line line 'rlm-last last 'rlm-doubtful doubtful
                      'face (if doubtful 'rlm-citation-unverified 'rlm-citation)
                      'help-echo (if doubtful (format "Not verified: %s" note)
                                   "RET, mouse-1: go there"))
    (when doubtful
      (remove-overlays start end 'rlm-mark t)
      (let ((mark (make-overlay start end nil t nil)))
        (overlay-put mark 'rlm-mark t)
        (overlay-put mark 'evaporate t)
        (overlay-put mark 'after-string (propertize "(?)" 'face 'rlm-citation-unverified))))))

(defun rlm-citation-visit (button)
  "Go to the place of BUTTON in another window."
  (let ((target (button-get button 'rlm-target)))
    (unless target (user-error "No file of this name is known any more"))
    (rlm-citation-go target (button-get button 'rlm-line) (button-get button 'rlm-last))))

(defun rlm-citation-go (target line &optional last)
  "Show LINE of TARGET, a buffer or a file, in another window and select it.
The lines up to LAST are lit up for a moment."
  (let ((buffer (cond ((bufferp target) target)
                      ((not (file-readable-p target)) (user-error "%s cannot be read" target))
                      (t (find-file-noselect target)))))
    (unless (buffer-live-p buffer) (user-error "This buffer was killed"))
    (xref-push-marker-stack)
    (pop-to-buffer buffer '((display-buffer-reuse-window display-buffer-use-some-window
                                                         display-buffer-pop-up-window)
                            (inhibit-same-window . t)))
    (when (buffer-narrowed-p)
      (unless (<= (line-number-at-pos (point-min) t) line (line-number-at-pos (point-max) t)) (widen)))
    (let ((start (save-excursion (save-restriction (widen)
                                                   (goto-char (point-min))
                                                   (forward-line (1- line))
                                                   (point)))))
      (goto-char start)
      (recenter)
      (pulse-momentary-highlight-region
       start (save-excursion (forward-line (1+ (max 0 (- (or last line) line)))) (point))))))

(defun rlm-citation-next-error (count reset)
  "Go to the COUNTth place from here; with RESET, from the start of the buffer.
It is the value of `next-error-function'."
  (when reset (goto-char (point-min)))
  (let ((step (if (< count 0) -1 1)) (left (abs count)))
    (while (> left 0)
      (unless (rlm-citation--move step) (user-error "No more places"))
      (setq left (1- left))))
  (let ((button (button-at (point))))
    (unless button (setq button (and (rlm-citation--move 1) (button-at (point)))))
    (unless button (user-error "The answer names no places"))
    (let ((window (get-buffer-window)))
      (when window (set-window-point window (point))))
    (rlm-citation-visit button)))

(defun rlm-citation--move (step)
  "Move to the next place when STEP is 1, to the one before when it is -1.
Return nil when there is none."
  (let ((position (point)) (found nil) (more t))
    (while (and more (not found))
      (let ((button (if (> step 0) (next-button position) (previous-button position))))
        (cond ((null button) (setq more nil))
              ((button-get button 'rlm-line) (setq found (button-start button)))
              (t (setq position (button-start button))))))
    (when found (goto-char found))))

(provide 'rlm-citation)
;;; rlm-citation.el ends here
