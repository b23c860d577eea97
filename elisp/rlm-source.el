;;; rlm-source.el --- What a question of rlm is about  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A file as it stands on disk is named by its path and hash and never
;; copied.  A region, a buffer with changes that were not saved and a buffer
;; without a local file are sent as text.

;;; Code:

(require 'cl-lib)
(require 'project)
(require 'subr-x)
(require 'rlm-wire)

(cl-defstruct (rlm-source (:copier nil))
  "What a question is about."
  (parts nil :documentation "The sources as the daemon takes them.")
  (directory nil :documentation "The folder that names are relative to.")
  (buffers nil :documentation "Pairs of a name in citations and its buffer, for texts.")
  (label nil :documentation "What it is, for people.")
  (again nil :documentation "Makes the same source anew, from what is there then."))

(defun rlm-source-working-directory ()
  "Return the root of the current project, or else the current folder."
  (let ((root (rlm-source-project-root)))
    (expand-file-name (cond (root root)
                            ((file-remote-p default-directory) "~/")
                            (t default-directory)))))

(defun rlm-source-project-root ()
  "Return the root of the current project on this machine, or nil."
  (unless (file-remote-p default-directory)
    (when-let ((project (project-current)))
      (expand-file-name (project-root project)))))

(defun rlm-source-of-buffer ()
  "Return the accessible part of the current buffer as a source."
  (if (and (not (buffer-narrowed-p)) (rlm-source--saved-p))
      (let ((directory (rlm-source-working-directory)))
        (make-rlm-source :parts (list (rlm-source--file-part)) :directory directory
                         :label (file-relative-name buffer-file-name directory)
                         :again (rlm-source--again #'rlm-source-of-buffer)))
    (let ((source (rlm-source-of-region (point-min) (point-max))))
      (unless (buffer-narrowed-p)
        (setf (rlm-source-again source) (rlm-source--again #'rlm-source-of-buffer)))
      source)))

(defun rlm-source-of-region (start end)
  "Return the lines of the current buffer from START to END as a source."
  (let* ((start (save-excursion (goto-char start) (line-beginning-position)))
         (end (save-excursion
                (goto-char end)
                (if (and (bolp) (> end start)) end (line-end-position))))
         (directory (rlm-source-working-directory))
         (name (rlm-source--name directory)))
    (when (string-blank-p (buffer-substring-no-properties start end))
      (user-error "There is no text to ask about"))
    (make-rlm-source :parts (list (rlm-source--text-part name start end)) :directory directory
                     :buffers (list (cons name (current-buffer)))
                     :label (rlm-source--label name start end)
                     :again (let ((start (copy-marker start)) (end (copy-marker end t)))
                              (rlm-source--again (lambda () (rlm-source-of-region start end)))))))

(defun rlm-source-of-project ()
  "Return the current project as a source, with what was not saved in it."
  (let ((root (rlm-source-project-root)))
    (unless root (user-error "This folder is in no project on this machine; try `rlm-query-buffer'"))
    (let ((source (make-rlm-source :parts (list (list :kind "path" :path (directory-file-name root)))
                                   :directory root :label (abbreviate-file-name root)
                                   :again (rlm-source--again #'rlm-source-of-project))))
      (dolist (buffer (buffer-list) source)
        (with-current-buffer buffer
          (when (and buffer-file-name (buffer-modified-p) (file-in-directory-p buffer-file-name root))
            (save-restriction
              (widen)
              (let ((name (rlm-source--name root)))
                (setf (rlm-source-parts source)
                      (append (rlm-source-parts source)
                              (list (rlm-source--text-part name (point-min) (point-max)))))
                (push (cons name buffer) (rlm-source-buffers source))))))))))

(defun rlm-source-now (source)
  "Return SOURCE as it is now; SOURCE itself when nothing of it has changed."
  (let ((now (and (rlm-source-again source) (funcall (rlm-source-again source)))))
    (if (or (null now) (equal (rlm-source-parts now) (rlm-source-parts source))) source now)))

(defun rlm-source--again (make)
  "Return a function to have MAKE look again, at all of this buffer.
It gives nil when that is gone or there is nothing left to ask about."
  (let ((buffer (current-buffer)))
    (lambda ()
      (when (buffer-live-p buffer)
        (with-current-buffer buffer
          (save-restriction
            (widen)
            (ignore-error user-error (funcall make))))))))

(defun rlm-source-with-texts (source)
  "Return SOURCE with the files among its parts as texts of their buffers.
It is for files whose content the daemon sees differently."
  (let ((texts (make-rlm-source :directory (rlm-source-directory source) :label (rlm-source-label source)
                                :buffers (rlm-source-buffers source) :again (rlm-source-again source))))
    (dolist (part (rlm-source-parts source) texts)
      (let ((buffer (and (plist-get part :sha256) (find-buffer-visiting (plist-get part :path)))))
        (when buffer
          (with-current-buffer buffer
            (save-restriction
              (widen)
              (let ((name (rlm-source--name (rlm-source-directory source))))
                (push (cons name buffer) (rlm-source-buffers texts))
                (setq part (rlm-source--text-part name (point-min) (point-max)))))))
        (setf (rlm-source-parts texts) (append (rlm-source-parts texts) (list part)))))))

(defun rlm-source--saved-p ()
  "Return non-nil when the buffer is what stands in its file on this machine."
  (and buffer-file-name (not (buffer-modified-p)) (not (file-remote-p buffer-file-name))
       (file-readable-p buffer-file-name) (verify-visited-file-modtime)))

(defun rlm-source--file-part ()
  "Return the file of the current buffer, with the hash of its text here."
  (list :kind "path" :path (expand-file-name buffer-file-name)
        :sha256 (secure-hash 'sha256 (current-buffer))))

(defun rlm-source--text-part (name start end)
  "Return the text from START to END as a source called NAME."
  (list :kind "text" :path name :text (rlm-wire-clean (buffer-substring-no-properties start end))
        :firstLine (line-number-at-pos start t)))

(defun rlm-source--name (directory)
  "Return what citations call the current buffer, relative to DIRECTORY."
  (cond ((null buffer-file-name) (subst-char-in-string ?: ?- (subst-char-in-string ?\s ?- (buffer-name))))
        ((file-remote-p buffer-file-name) (file-name-nondirectory buffer-file-name))
        ((file-in-directory-p buffer-file-name directory) (file-relative-name buffer-file-name directory))
        (t (expand-file-name buffer-file-name))))

(defun rlm-source--label (name start end)
  "Return what people call the lines from START to END of NAME."
  (let ((first (line-number-at-pos start t))
        (last (line-number-at-pos (max start (1- end)) t)))
    (if (= first last) (format "%s, line %d" name first)
      (format "%s, lines %d to %d" name first last))))

(provide 'rlm-source)
;;; rlm-source.el ends here
