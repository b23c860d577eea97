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

(defconst rlm-wire--delta
  (concat "{\"jsonrpc\":\"2\\.0\",\"method\":\"query/update\",\"params\":"
          "{\"kind\":\"delta\",\"queryId\":\"\\([^\"\\\n]*\\)\",\"seq\":\\([0-9]+\\),"
          "\"text\":\"\\([^\"\\\n]*\\)\"}}\n")
  "The line of a piece of an answer in which nothing is escaped.
Nearly all lines of the daemon look so.  Taking them for what they
are makes a tenth of the garbage that an object for each makes; a
line in any other form is read as JSON.")

(defun rlm-wire-receive (buffer bytes)
  "Add BYTES to BUFFER and return the messages that are whole now, in order.
Pieces of an answer that follow one another come as one.  A line
that is no JSON comes as a plist with `:malformed'."
  (with-current-buffer buffer
    (let ((scanned (point-max)) messages)
      (goto-char scanned)
      (insert bytes)
      (when (search-backward "\n" scanned t)
        (let ((end (1+ (point))) (case-fold-search nil))
          (goto-char (point-min))
          (while (< (point) end)
            (let ((message (if (looking-at rlm-wire--delta) (rlm-wire--take-deltas) (rlm-wire--take-line))))
              (when message (push message messages))))
          (delete-region (point-min) end)))
      (nreverse messages))))

(defun rlm-wire--take-line ()
  "Return the message in the line at point, nil for an empty one, and go behind it."
  (let ((start (point)) (end (1- (search-forward "\n"))))
    (when (and (> end start) (eq (char-before end) ?\r)) (setq end (1- end)))
    (when (> end start)
      (rlm-wire-parse (buffer-substring-no-properties start end)))))

(defun rlm-wire--take-deltas ()
  "Return the pieces of one answer from point on as one message; go behind them.
The first of them has just been matched."
  (let ((query-start (match-beginning 1)) (query-end (match-end 1)) pieces sequence-start sequence-end)
    (while (progn
             (setq sequence-start (match-beginning 2) sequence-end (match-end 2))
             (push (buffer-substring-no-properties (match-beginning 3) (match-end 3)) pieces)
             (goto-char (match-end 0))
             (and (looking-at rlm-wire--delta)
                  (= 0 (compare-buffer-substrings nil query-start query-end
                                                  nil (match-beginning 1) (match-end 1))))))
    (list :method "query/update"
          :params (list :kind "delta" :queryId (buffer-substring-no-properties query-start query-end)
                        :seq (string-to-number (buffer-substring-no-properties sequence-start sequence-end))
                        :text (rlm-wire-clean
                               (decode-coding-string (apply #'concat (nreverse pieces)) 'utf-8-unix t))))))

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
