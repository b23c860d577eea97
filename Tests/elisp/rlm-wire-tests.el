;;; rlm-wire-tests.el --- Messages as bytes  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Code:

(require 'rlm-test-daemon)

(defun rlm-wire-tests--receive (bytes size)
  "Return the messages of BYTES when they come in pieces of SIZE."
  (let ((buffer (rlm-wire-make-buffer)) messages)
    (unwind-protect
        (dotimes (i (ceiling (length bytes) size) (apply #'append (nreverse messages)))
          (push (rlm-wire-receive buffer (substring bytes (* i size) (min (length bytes) (* (1+ i) size))))
                messages))
      (kill-buffer buffer))))

(ert-deftest rlm-wire-takes-characters-in-pieces ()
  (let* ((texts '("naïve 日本語 🙂" "a\u2028b" "plain" "\u0085"))
         (bytes (mapconcat (lambda (text) (rlm-wire-encode (list :text text))) texts "")))
    (dolist (size '(1 2 3 7 1000))
      (should (equal texts (mapcar (lambda (m) (plist-get m :text)) (rlm-wire-tests--receive bytes size)))))))

(ert-deftest rlm-wire-tolerates-blank-lines-and-carriage-returns ()
  (should (equal '((:a 1) (:b nil)) (rlm-wire-tests--receive "\n\r\n{\"a\":1}\r\n\n{\"b\":false}\n{\"rest\"" 5))))

(ert-deftest rlm-wire-survives-what-is-no-message ()
  (let ((messages (rlm-wire-tests--receive "{\"a\":\n[1,2\n7\n{\"t\":\"x\377y\"}\n{\"t\":\"a\\u0000b\"}\n{\"z\":0}\n" 100)))
    (should (= 6 (length messages)))
    (should (cl-every (lambda (m) (plist-get m :malformed)) (cl-subseq messages 0 3)))
    (should (equal "x\ufffdy" (plist-get (nth 3 messages) :t)))
    (should (member (plist-get (nth 4 messages) :t) '("a\ufffdb" "a\0b")))
    (should (equal '(:z 0) (nth 5 messages)))))

(ert-deftest rlm-wire-sends-bytes-whatever-a-buffer-holds ()
  (let* ((text (concat "é" (string (unibyte-char-to-multibyte 200)) (string #xd800) "\u2028\n\0ü"))
         (bytes (rlm-wire-encode (list :text (rlm-wire-clean text) :empty nil :list [] :no :json-false))))
    (should-not (multibyte-string-p bytes))
    (should (= 1 (cl-count ?\n bytes)))
    (should (equal "é\ufffd\ufffd\u2028\n" (substring (plist-get (rlm-wire-parse bytes) :text) 0 5)))
    (should (string-match-p "\"empty\":{},\"list\":\\[\\],\"no\":false" bytes))))

(ert-deftest rlm-wire-reads-each-byte-of-a-long-line-once ()
  (let* ((bytes (make-string 8000000 ?x)) (piece (substring bytes 0 1000)) (buffer (rlm-wire-make-buffer))
         (began (float-time)))
    (unwind-protect
        (progn
          (dotimes (_ 8000) (should-not (rlm-wire-receive buffer piece)))
          (should (plist-get (car (rlm-wire-receive buffer "\n")) :malformed)))
      (kill-buffer buffer))
    ;; Looking at all of it again with each piece takes minutes.
    (should (< (- (float-time) began) 10))))

(provide 'rlm-wire-tests)
;;; rlm-wire-tests.el ends here
