;;; rlm-markup.el --- Faces for the text of answers  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Answers are plain text with a little Markdown in it.  It gets its faces
;; once, when a paragraph is complete: a major mode that does so with each
;; piece that arrives makes Emacs slow.

;;; Code:

(require 'rlm-options)

(defconst rlm-markup--fence "^[ \t]*```[ \t]*\\([[:alnum:]+_-]*\\).*$"
  "A line where a block of code begins or ends.")

(defconst rlm-markup--most-code 20000
  "Characters of a block of code above which it is shown without colours.")

(defconst rlm-markup--modes
  '(("bash" . sh-mode) ("sh" . sh-mode) ("shell" . sh-mode) ("c" . c-mode) ("cpp" . c++-mode) ("c++" . c++-mode)
    ("css" . css-mode) ("diff" . diff-mode) ("elisp" . emacs-lisp-mode) ("emacs-lisp" . emacs-lisp-mode)
    ("go" . go-mode) ("html" . html-mode) ("java" . java-mode) ("javascript" . js-mode) ("js" . js-mode)
    ("json" . js-mode) ("lisp" . lisp-mode) ("py" . python-mode) ("python" . python-mode) ("repl" . python-mode)
    ("ruby" . ruby-mode) ("rust" . rust-mode) ("scheme" . scheme-mode) ("sql" . sql-mode) ("swift" . swift-mode)
    ("toml" . conf-toml-mode) ("typescript" . typescript-mode) ("yaml" . yaml-mode))
  "The modes of languages; a model's word is never the name of a function.")

(defun rlm-markup-fontify (start end block)
  "Give the lines from START to END their faces.
BLOCK is nil, or where a block of code began before START and its
language, as a cons; return the same for END.  A block gets the
colours of its language when it is complete."
  (goto-char start)
  (let ((from start))
    (while (re-search-forward rlm-markup--fence end t)
      (let ((language (match-string-no-properties 1)) (fence (match-beginning 0))
            (after (min end (1+ (match-end 0)))))
        (if (null block)
            (progn (rlm-markup--text from fence)
                   (setq block (cons (copy-marker after) language)))
          (rlm-markup-finish block fence)
          (setq block nil))
        (put-text-property fence after 'face 'rlm-note)
        (goto-char after)
        (setq from after)))
    (if block (put-text-property from end 'face 'rlm-code-block)
      (rlm-markup--text from end))
    block))

(defun rlm-markup-finish (block end)
  "Give the code from the start of BLOCK to END its colours."
  (when block
    (rlm-markup--code (car block) end (cdr block))))

(defun rlm-markup--text (start end)
  "Give the prose from START to END its faces."
  (rlm-markup--each "^#\\{1,6\\} .*$" start end 0 'rlm-heading)
  (rlm-markup--each "\\*\\*\\([^*\n]+\\)\\*\\*" start end 0 'rlm-strong)
  (rlm-markup--each "`\\([^`\n]+\\)`" start end 1 'rlm-code))

(defun rlm-markup--each (pattern start end group face)
  "Give GROUP of each match of PATTERN from START to END the FACE."
  (goto-char start)
  (while (re-search-forward pattern end t)
    (put-text-property (match-beginning group) (match-end group) 'face face)))

(defun rlm-markup--code (start end language)
  "Give the code from START to END the faces of LANGUAGE's mode."
  (when (< start end)
    (put-text-property start end 'face 'rlm-code-block)
    (let ((mode (rlm-markup--mode language)) (text (buffer-substring-no-properties start end)))
      (when (and mode (< (- end start) rlm-markup--most-code))
        (let ((faces (rlm-markup--faces text mode)))
          (dolist (run faces)
            (put-text-property (+ start (nth 0 run)) (min end (+ start (nth 1 run))) 'face
                               (list (nth 2 run) 'rlm-code-block))))))))

(defun rlm-markup--mode (language)
  "Return the mode for LANGUAGE, when there is one."
  (let ((mode (cdr (assoc (downcase language) rlm-markup--modes))))
    (and (fboundp mode) mode)))

(defun rlm-markup--faces (text mode)
  "Return the faces of TEXT in MODE as a list of (START END FACE), from 0."
  (with-temp-buffer
    (insert text)
    (ignore-errors
      (delay-mode-hooks (funcall mode))
      (font-lock-ensure))
    (let ((position (point-min)) runs)
      (while (< position (point-max))
        (let ((face (get-text-property position 'face))
              (next (next-single-property-change position 'face nil (point-max))))
          (when face (push (list (1- position) (1- next) face) runs))
          (setq position next)))
      runs)))

(provide 'rlm-markup)
;;; rlm-markup.el ends here
