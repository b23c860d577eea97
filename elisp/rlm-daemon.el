;;; rlm-daemon.el --- Where the daemon of rlm is, and its start  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The socket of the daemon, whether it is to be trusted, and the program
;; that starts a daemon where there is none.

;;; Code:

(require 'subr-x)
(require 'rlm-options)

(defun rlm-daemon-socket ()
  "Return the path of the daemon's socket."
  (expand-file-name
   (or rlm-socket
       (let ((folder (getenv "XDG_RUNTIME_DIR")))
         (if (member folder '(nil "")) (format "/tmp/rlm-%d/rlm.sock" (user-real-uid))
           (expand-file-name "rlm/rlm.sock" folder))))))

(defun rlm-daemon-socket-problem (socket)
  "Return why SOCKET must not be trusted, or nil.
A folder that others own or may write could hold their socket."
  (let* ((folder (directory-file-name (file-name-directory socket)))
         (attributes (file-attributes folder 'integer)))
    (cond ((> (string-bytes socket) 107)
           (format "The socket's path is longer than 107 bytes: %s" socket))
          ((null attributes) nil)
          ((not (eq (file-attribute-type attributes) t))
           (format "%s is no folder; sockets of others may stand behind it" folder))
          ((/= (file-attribute-user-id attributes) (user-real-uid))
           (format "%s belongs to somebody else" folder))
          ((/= 0 (logand (file-modes folder) #o022))
           (format "Others may write to %s; make it yours alone with chmod 700" folder)))))

(defun rlm-daemon-start (then)
  "Start the daemon and return the process that does so, nil without a program.
When that has ended, THEN is called with it and with why it failed,
or nil when the daemon is ready."
  (let ((program (executable-find rlm-program)) (default-directory (expand-file-name "~/")))
    (when program
      (message "Starting the daemon of rlm…")
      (let ((process
             (make-process :name "rlm serve" :buffer (generate-new-buffer " *rlm serve*" t) :noquery t
                           :connection-type 'pipe
                           :sentinel (lambda (process _event)
                                       (unless (process-live-p process)
                                         (funcall then process (rlm-daemon--problem process))))
                           :command (append (list program "serve")
                                            (and rlm-socket (list "--socket" (rlm-daemon-socket)))))))
        (ignore-errors (process-send-eof process))
        process))))

(defun rlm-daemon--problem (process)
  "Return why PROCESS, which has ended, started no daemon, or nil when it did."
  (let ((said "") (buffer (process-buffer process)) (status (process-exit-status process)))
    (when (buffer-live-p buffer)
      (setq said (with-current-buffer buffer (string-trim (buffer-string))))
      (kill-buffer buffer))
    (unless (eql 0 status)
      (format "`%s serve' failed: %s" rlm-program (if (equal said "") (format "status %d" status) said)))))

(provide 'rlm-daemon)
;;; rlm-daemon.el ends here
