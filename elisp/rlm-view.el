;;; rlm-view.el --- One question and its answer in a buffer  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A view is the part of a buffer that shows one query, from top to bottom:
;; the question, what it is about, the steps, the answer, and what it took.
;; Text arrives in pieces and is inserted a few times a second.  Nothing here
;; moves the user's point, except at the very end of the buffer, where the
;; window follows the text.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-options)
(require 'rlm-query)
(require 'rlm-citation)
(require 'rlm-markup)

(cl-defstruct (rlm-view (:copier nil))
  "The part of a buffer that shows a query."
  query buffer start steps-start steps-end answer-start answer-end timer ended
  (marked-to nil :documentation "Up to where the answer has its faces and buttons.")
  (block nil :documentation "The block of code that is open there.")
  (places nil :documentation "What is known of the places that the answer names."))

(defconst rlm-view--slice 16384
  "The most characters that get faces and buttons at once.")

(defmacro rlm-view--editing (view &rest body)
  "Change the text of VIEW in BODY, leaving points and windows where they are.
A window whose point is at the end of the buffer stays there."
  (declare (indent 1) (debug t))
  (let ((buffer (make-symbol "buffer")) (followers (make-symbol "followers")) (at-end (make-symbol "at-end")))
    `(let ((,buffer (rlm-view-buffer ,view)))
       (when (buffer-live-p ,buffer)
         (with-current-buffer ,buffer
           (let ((inhibit-read-only t) (deactivate-mark nil) (,at-end (eobp))
                 (,followers (cl-remove-if-not (lambda (w) (= (window-point w) (point-max)))
                                               (get-buffer-window-list nil nil t))))
             (save-excursion ,@body)
             (when ,at-end (goto-char (point-max)))
             (dolist (window ,followers) (set-window-point window (point-max)))))))))

(defun rlm-view-insert (query)
  "Show QUERY at the end of the current buffer and return its view."
  (let* ((inhibit-read-only t)
         (view (make-rlm-view :query query :buffer (current-buffer))))
    (save-excursion
      (goto-char (point-max))
      (unless (bobp) (insert "\n"))
      (setf (rlm-view-start view) (copy-marker (point)))
      (insert (propertize (rlm-query-question query) 'face 'rlm-question 'rlm-question t) "\n")
      (when (rlm-query-source query)
        (insert (propertize (rlm-source-label (rlm-query-source query)) 'face 'rlm-note) "\n"))
      (setf (rlm-view-steps-start view) (copy-marker (point))
            (rlm-view-steps-end view) (copy-marker (point) t))
      (insert "\n")
      (set-marker-insertion-type (rlm-view-steps-end view) nil)
      (set-marker (rlm-view-steps-end view) (1- (point)))
      (setf (rlm-view-answer-start view) (copy-marker (point))
            (rlm-view-answer-end view) (copy-marker (point) t)
            (rlm-view-marked-to view) (copy-marker (point))))
    (setf (rlm-query-view query) (lambda (_query kind params) (rlm-view--changed view kind params)))
    view))

(defun rlm-view--changed (view kind params)
  "Show in VIEW that PARAMS of KIND came."
  (pcase kind
    ("delta" (rlm-view--flush-soon view))  ; The header line is drawn again with the text.
    ("reset" (rlm-view--editing view (rlm-view--erase-answer view)))
    ((or "steps" "restart")
     (rlm-view--editing view
       (delete-region (rlm-view-steps-start view) (rlm-view-steps-end view))))
    ("step" (rlm-view-show-step view (cl-find (plist-get params :step) (rlm-query-steps (rlm-view-query view))
                                              :key #'rlm-step-number :test #'eql)))
    ("notice" (rlm-view--notice view (plist-get params :text)))
    ("state" (unless (rlm-query-live-p (rlm-view-query view)) (rlm-view--end view))))
  (unless (equal kind "delta") (rlm-view--refresh-header view)))

(defun rlm-view--refresh-header (view)
  "Have the header line of VIEW drawn again."
  (when (buffer-live-p (rlm-view-buffer view))
    (with-current-buffer (rlm-view-buffer view) (force-mode-line-update))))

;;;; The answer

(defun rlm-view--flush-soon (view)
  "Insert what came for VIEW a moment from now, with what comes until then."
  (unless (rlm-view-timer view)
    (setf (rlm-view-timer view)
          (run-at-time rlm-update-interval nil
                       (lambda ()
                         (setf (rlm-view-timer view) nil)
                         (rlm-call #'rlm-view--flush view))))))

(defun rlm-view--flush (view)
  "Insert what came for VIEW, and give some of what has none its faces."
  (rlm-view--insert-text view)
  (when (rlm-view--mark view) (rlm-view--flush-soon view)))

(defun rlm-view--insert-text (view)
  "Insert what came for VIEW."
  (let ((text (rlm-query-take-text (rlm-view-query view))))
    (when text
      (rlm-view--editing view
        (goto-char (rlm-view-answer-end view))
        (insert text)))))

(defun rlm-view--mark (view)
  "Give the next lines of the answer in VIEW their faces and buttons.
Return non-nil when there are more."
  (let (more)
    (rlm-view--editing view
      (let* ((from (marker-position (rlm-view-marked-to view))) (end (marker-position (rlm-view-answer-end view)))
             (to (rlm-view--slice-end view from end)))
        (when (< from to)
          (setf (rlm-view-block view) (rlm-markup-fontify from to (rlm-view-block view)))
          (rlm-citation-mark (rlm-view--known-places view) from to)
          (set-marker (rlm-view-marked-to view) to))
        (when (and (rlm-view-ended view) (= to end))
          (rlm-markup-finish (rlm-view-block view) end)
          (setf (rlm-view-block view) nil))
        (setq more (and (< from to) (< to end)
                        (or (rlm-view-ended view) (> (- end to) rlm-view--slice))))))
    more))

(defun rlm-view--slice-end (view from end)
  "Return up to where VIEW is marked next: whole lines between FROM and END."
  (let ((limit (min end (+ from rlm-view--slice))))
    (if (and (rlm-view-ended view) (= limit end)) end
      (goto-char limit)
      (let ((line (line-beginning-position)))
        (cond ((> line from) line)
              ((= limit end) from)
              (t limit))))))

(defun rlm-view--known-places (view)
  "Return what is known of the places in the answer of VIEW."
  (or (rlm-view-places view)
      (setf (rlm-view-places view) (rlm-citation-places (rlm-view-query view)))))

(defun rlm-view--erase-answer (view)
  "Remove the answer from VIEW."
  (delete-region (rlm-view-answer-start view) (rlm-view-answer-end view))
  (set-marker (rlm-view-marked-to view) (rlm-view-answer-start view))
  (setf (rlm-view-block view) nil))

(defun rlm-view--end (view)
  "Show in VIEW that its query has ended."
  (unless (rlm-view-ended view)
    (setf (rlm-view-ended view) t)
    (rlm-view--insert-text view)
    (rlm-view--editing view
      (let ((end (rlm-view-answer-end view)))
        (goto-char end)
        (unless (= end (rlm-view-answer-start view))
          (unless (bolp) (insert "\n")))
        (set-marker-insertion-type end nil)
        (unless (= end (rlm-view-answer-start view)) (insert "\n"))
        (rlm-view--insert-ending (rlm-view-query view))))
    ;; Now that all is known of the places, also those of earlier lines are marked by it.
    (setf (rlm-view-places view) nil)
    (rlm-view--mark-places view (marker-position (rlm-view-answer-start view)))
    (rlm-view--flush view)))

(defun rlm-view--mark-places (view start)
  "Mark the places from START on to where VIEW is marked, a slice at a time."
  (let ((next nil))
    (rlm-view--editing view
      (let ((end (min (rlm-view-marked-to view) (+ start rlm-view--slice))))
        (goto-char end)
        (unless (= end (rlm-view-marked-to view)) (setq end (max (line-beginning-position) (1+ start))))
        (when (< start end)
          (rlm-citation-mark (rlm-view--known-places view) start end)
          (setq next end))))
    (when next
      (rlm-later #'rlm-view--mark-places view next))))

(defun rlm-view--insert-ending (query)
  "Insert how QUERY ended."
  (let ((problem (rlm-query-problem query)))
    (pcase (rlm-query-state query)
      ('failed (insert (propertize (or (plist-get problem :message) "It failed") 'face 'rlm-error) "\n")
               (let ((hint (or (plist-get problem :hint) (plist-get (plist-get problem :data) :hint))))
                 (when hint (insert hint "\n"))))
      ('cancelled (insert (propertize "Cancelled" 'face 'rlm-running) "\n"))))
  (insert (propertize (rlm-view-summary query) 'face 'rlm-note))
  (unless (eq (rlm-query-state query) 'done)
    (insert "  ")
    (insert-text-button "Ask again" 'follow-link t 'help-echo "RET, mouse-1: ask the same once more"
                        'action (lambda (_) (rlm-view-ask-again query))))
  (insert "\n"))

(defvar rlm-view-ask-again-function nil
  "Called with a query that is to be asked once more.")

(defun rlm-view-ask-again (query)
  "Ask once more what QUERY asked."
  (funcall rlm-view-ask-again-function query))

(defun rlm-view-summary (query)
  "Return what QUERY took, as one line."
  (let* ((usage (rlm-query-usage query)) (steps (length (rlm-query-steps query)))
         (tokens (+ (or (plist-get usage :inputTokens) 0) (or (plist-get usage :outputTokens) 0)))
         (doubtful (cl-count-if-not (lambda (c) (plist-get c :verified)) (rlm-query-citations query))))
    (string-join
     (delq nil (list (plist-get usage :model)
                     (format "%.1f s" (rlm-query-elapsed query))
                     (rlm-view--count steps "step")
                     (rlm-view--count (rlm-query-answered query) "sub-call")
                     (rlm-view--count tokens "token")
                     (and (plist-get usage :cost) (format "$%.4g" (plist-get usage :cost)))
                     (and (> doubtful 0) (format "%s not verified" (rlm-view--count doubtful "place")))))
     ", ")))

(defun rlm-view--count (number noun)
  "Return NUMBER with NOUN, or nil when it is 0."
  (when (> number 0) (format "%d %s%s" number noun (if (= number 1) "" "s"))))

;;;; Steps

(defun rlm-view-show-step (view step)
  "Show STEP in VIEW as it is now."
  (when (and step rlm-show-steps)
    (rlm-view--editing view
      (let* ((end (rlm-view-steps-end view))
             (old (text-property-any (rlm-view-steps-start view) end 'rlm-step step)))
        (goto-char (or old end))
        (when old (delete-region old (next-single-property-change old 'rlm-step nil end)))
        (let ((start (point)) (last (= (point) end)))
          (insert (rlm-view--step-text step))
          (put-text-property start (point) 'rlm-step step)
          (put-text-property start (point) 'rlm-view view)
          (when last (set-marker end (point))))))))

(defun rlm-view--step-text (step)
  "Return the lines that show STEP."
  (let ((code (string-trim (or (rlm-step-code step) ""))) (output (string-trim-right (or (rlm-step-output step) ""))))
    (concat
     (propertize (format "%s %d  %s  %s\n" (if (rlm-step-open step) "-" "+") (rlm-step-number step)
                         (truncate-string-to-width (rlm-view--gist code) 60 nil nil "…")
                         (cond ((rlm-step-seconds step) (format "%.1f s" (rlm-step-seconds step)))
                               ((equal (rlm-step-status step) "running") "…")
                               (t "")))
                 'face 'rlm-note 'mouse-face 'highlight 'help-echo "TAB: show or hide code and output")
     (when (rlm-step-open step)
       (concat (rlm-view--indented (rlm-view--coloured code) 'rlm-code-block)
               (rlm-view--indented output 'rlm-note))))))

(defun rlm-view--gist (code)
  "Return the first line of CODE that does something.
Where there is none, the model is thinking about it."
  (or (and (equal code "") "thinking")
      (cl-find-if-not (lambda (line) (string-match-p "\\`\\s-*\\(?:#.*\\|import .*\\|from .* import .*\\)?\\'" line))
                      (split-string code "\n"))
      (car (split-string code "\n"))))

(defun rlm-view--coloured (code)
  "Return CODE with the faces of Python."
  (with-temp-buffer
    (insert code)
    (rlm-markup--code (point-min) (point-max) "python")
    (buffer-string)))

(defun rlm-view--indented (text face)
  "Return the lines of TEXT below a step; they have FACE where they have none."
  (if (equal text "") ""
    (let ((lines (concat (replace-regexp-in-string "^" "    " text) "\n")))
      (add-face-text-property 0 (length lines) face t lines)
      lines)))

(defun rlm-view-toggle-step (position)
  "Show or hide the code and output of the step at POSITION.
Return nil when there is none."
  (let ((step (get-text-property position 'rlm-step)) (view (get-text-property position 'rlm-view)))
    (when step
      (let ((start (if (and (> position (point-min)) (eq step (get-text-property (1- position) 'rlm-step)))
                       (previous-single-property-change position 'rlm-step nil (rlm-view-steps-start view))
                     position)))
        (setf (rlm-step-open step) (not (rlm-step-open step)))
        (rlm-view-show-step view step)
        (goto-char start)))))

(defun rlm-view--notice (view text)
  "Show the notice TEXT above the answer in VIEW."
  (rlm-view--editing view
    (goto-char (rlm-view-steps-end view))
    (insert (propertize (concat "! " text "\n") 'face 'rlm-running))
    (set-marker (rlm-view-steps-end view) (point))))

(provide 'rlm-view)
;;; rlm-view.el ends here
