;;; rlm-wire.el --- Messages of rlm as bytes  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; One JSON object a line, in both directions.  A chunk may begin inside a
;; character, so bytes are collected and only whole lines are decoded.

;;; Code:

(defun rlm-wire-make-buffer ()
  "Return a new buffer that collects bytes until their line is whole."
  (with-current-buffer (generate-new-buffer " *rlm input*" t)
    (set-buffer-multibyte nil)
    (buffer-disable-undo)
    (current-buffer)))

(defun rlm-wire-receive (buffer bytes)
  "Add BYTES to BUFFER and return the messages that are whole now, in order.
A line that is no JSON comes as a plist with `:malformed'."
  (with-current-buffer buffer
    (let ((scanned (point-max)) (start (point-min)) messages)
      (goto-char scanned)
      (insert bytes)
      (goto-char scanned)
      (while (search-forward "\n" nil t)
        (let ((end (1- (point))))
          (when (and (> end start) (eq (char-before end) ?\r)) (setq end (1- end)))
          (when (> end start)
            (push (rlm-wire-parse (buffer-substring-no-properties start end)) messages)))
        (setq start (point)))
      (delete-region (point-min) start)
      (nreverse messages))))

(defun rlm-wire-parse (bytes)
  "Return the message in the line BYTES.
Objects become plists, arrays lists, null and false nil."
  (let ((line (decode-coding-string bytes 'utf-8-unix t)))
    (condition-case nil
        (rlm-wire--parse line)
      (error
       (condition-case problem
           (rlm-wire--parse (rlm-wire--mended line))
         (error (list :malformed (error-message-string problem))))))))

(defun rlm-wire--parse (text)
  "Parse TEXT, which must be an object."
  (let ((message (json-parse-string text :object-type 'plist :array-type 'list
                                    :null-object nil :false-object nil)))
    (if (listp message) message (error "Not an object"))))

(defun rlm-wire--mended (line)
  "Return LINE without what the parser of JSON does not take.
That is bytes that are no UTF-8, and the escape of the character NUL."
  (replace-regexp-in-string "\\\\u0000" "\\\\ufffd" (rlm-wire-clean line)))

(defun rlm-wire-clean (text)
  "Return TEXT with characters that are no Unicode replaced by U+FFFD.
Such as bytes of a file that is no UTF-8."
  (if (string-match-p "[^\x0-\xd7ff\xe000-\x10ffff]" text)
      (replace-regexp-in-string "[^\x0-\xd7ff\xe000-\x10ffff]" "\ufffd" text)
    text))

(defun rlm-wire-encode (message)
  "Return MESSAGE, a plist, as the bytes of a line.
Inside, nil is an empty object, vectors are arrays and
`:json-false' is false; strings must be clean."
  (let ((text (json-serialize message :null-object :json-null :false-object :json-false)))
    (concat (if (multibyte-string-p text) (encode-coding-string text 'utf-8-unix t) text) "\n")))

(provide 'rlm-wire)
;;; rlm-wire.el ends here
