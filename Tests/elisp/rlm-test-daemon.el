;;; rlm-test-daemon.el --- A daemon for tests, inside the same Emacs  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; It speaks the protocol over a real Unix socket; what it answers is given
;; by each test as functions, one for each method.

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'rlm)

(defvar rlm-test-folder nil "A folder for this test alone.")
(defvar rlm-test-methods nil "Pairs of a method and a function from parameters to a result.")
(defvar rlm-test-requests nil "Methods and parameters that came, the latest first.")
(defvar rlm-test-server nil "The process that listens, or nil.")
(defvar rlm-test-client nil "The latest connection of a client.")

(defmacro rlm-test-with-daemon (methods &rest body)
  "Run BODY with a daemon that answers METHODS and a client that knows it.
METHODS is evaluated to an alist of methods and functions."
  (declare (indent 1) (debug t))
  `(rlm-test-with-folder
     (let ((rlm-test-methods (append ,methods rlm-test-greeting)))
       (rlm-test-listen)
       ,@body)))

(defmacro rlm-test-with-folder (&rest body)
  "Run BODY with a folder of its own and a client that knows nothing."
  (declare (indent 0) (debug t))
  `(let* ((rlm-test-folder (make-temp-file "rlm-test" t))
          (rlm-socket (expand-file-name "s/rlm.sock" rlm-test-folder))
          (rlm-program (expand-file-name "no-such-program" rlm-test-folder))
          (rlm-test-requests nil) (rlm-test-server nil) (rlm-test-client nil)
          (rlm-query-list nil) (rlm-query--early nil) (rlm-answer--last nil) (next-error-last-buffer nil)
          (rlm-update-interval 0.01) (inhibit-message t)
          (project-find-functions nil)
          (before (buffer-list)))
     (with-file-modes #o700 (make-directory (file-name-directory rlm-socket)))
     (save-window-excursion
       (unwind-protect (progn ,@body)
         (rlm-connection--give-up "The test has ended")
         (rlm-test-silence)
         (dolist (buffer (buffer-list))
           (unless (or (memq buffer before) (string-prefix-p " " (buffer-name buffer)))
             (with-current-buffer buffer (set-buffer-modified-p nil))
             (kill-buffer buffer)))
         (delete-directory rlm-test-folder t)))))

(defvar rlm-test-greeting
  '(("initialize" . (lambda (_)
                      '(:protocolVersion 1 :serverInfo (:name "rlm" :version "0") :capabilities nil
                        :limits (:maxLineBytes 16777216 :maxInflight 32)))))
  "How the daemon greets.")

(defun rlm-test-listen ()
  "Begin to listen."
  (setq rlm-test-server
        (make-network-process :name "rlm-test" :server t :family 'local :service rlm-socket :coding 'binary
                              :noquery t :filter #'rlm-test--filter
                              :log (lambda (_server client _message) (setq rlm-test-client client)))))

(defun rlm-test-silence ()
  "Stop listening and close the connection, as a daemon that dies."
  (when rlm-test-client (delete-process rlm-test-client))
  (when rlm-test-server
    (delete-process rlm-test-server)
    (ignore-errors (delete-file rlm-socket)))
  (setq rlm-test-client nil rlm-test-server nil))

(defun rlm-test--filter (process bytes)
  "Answer the requests in BYTES that came from PROCESS."
  (let ((text (concat (process-get process 'rest) bytes)))
    (while (string-match "\n" text)
      (let ((line (substring text 0 (match-beginning 0))))
        (setq text (substring text (match-end 0)))
        (rlm-test--answer process (rlm-wire-parse line))))
    (process-put process 'rest text)))

(defun rlm-test--answer (process message)
  "Answer MESSAGE, which came from PROCESS."
  (let* ((method (plist-get message :method)) (params (plist-get message :params))
         (function (cdr (assoc method rlm-test-methods))) (id (plist-get message :id)))
    (push (cons method params) rlm-test-requests)
    (when id
      (let ((result (if function (funcall function params)
                      (list :error (list :code -32601 :message (format "no method %s" method))))))
        (unless (eq result 'later)
          (rlm-test-send (append (list :jsonrpc "2.0" :id id)
                                 (if (plist-member result :error) result (list :result result)))
                         process))))))

(defun rlm-test-error (code kind message)
  "Return an error with CODE, KIND and MESSAGE as a result."
  (list :error (list :code code :message message :data (list :kind kind :hint "do something else"))))

(defun rlm-test-send (message &optional process)
  "Send MESSAGE to the client, or to PROCESS."
  (process-send-string (or process rlm-test-client) (rlm-wire-encode (rlm-test--arrays message))))

(defun rlm-test--arrays (value)
  "Return VALUE with lists that are no objects as arrays."
  (cond ((not (consp value)) value)
        ((keywordp (car value)) (cl-loop for (key item) on value by #'cddr
                                         append (list key (rlm-test--arrays item))))
        (t (vconcat (mapcar #'rlm-test--arrays value)))))

(defun rlm-test-notify (method &rest params)
  "Send the notification METHOD with PARAMS."
  (rlm-test-send (list :jsonrpc "2.0" :method method :params params)))

(defun rlm-test-update (seq kind &rest params)
  "Send the update SEQ of KIND about query q1, with PARAMS."
  (apply #'rlm-test-notify "query/update" :queryId "q1" :seq seq :kind kind params))

(defun rlm-test-asked (method)
  "Return the parameters of the requests of METHOD that came, in order."
  (nreverse (cl-loop for (name . params) in rlm-test-requests when (equal name method) collect params)))

(defmacro rlm-test-until (condition)
  "Wait until CONDITION holds, and fail when that takes long."
  (declare (debug t))
  `(let ((end (+ (float-time) 5)) value)
     (while (and (not (setq value ,condition)) (< (float-time) end))
       (accept-process-output nil 0.01))
     (unless value (ert-fail (list "it did not come to hold" ',condition)))
     value))

(defun rlm-test-settle ()
  "Let what is on its way arrive."
  (dotimes (_ 10) (accept-process-output nil 0.01)))

(defun rlm-test-file (name text)
  "Write TEXT to the file NAME in the test's folder and return its path."
  (let ((path (expand-file-name name rlm-test-folder)))
    (make-directory (file-name-directory path) t)
    (let ((coding-system-for-write 'utf-8-unix)) (write-region text nil path nil 'silent))
    path))

(defun rlm-test-press (&rest keys)
  "Run the commands that KEYS stand for in the current buffer, as typed."
  (dolist (key keys)
    (let ((command (key-binding (kbd key))))
      (unless (commandp command) (ert-fail (list "nothing is bound to" key)))
      (call-interactively command))))

(defmacro rlm-test-typing (answers &rest body)
  "Run BODY with ANSWERS, texts, given to its prompts."
  (declare (indent 1) (debug t))
  `(let ((answers ,answers))
     (cl-letf (((symbol-function 'read-string) (lambda (&rest _) (pop answers)))
               ((symbol-function 'yes-or-no-p) (lambda (&rest _) (equal (pop answers) "yes")))
               ((symbol-function 'y-or-n-p) (lambda (&rest _) (equal (pop answers) "y"))))
       ,@body)))

(provide 'rlm-test-daemon)
;;; rlm-test-daemon.el ends here
