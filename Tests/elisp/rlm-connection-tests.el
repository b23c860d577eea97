;;; rlm-connection-tests.el --- The connection to the daemon  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Code:

(require 'rlm-test-daemon)

(defun rlm-connection-tests--ask (method &optional params)
  "Send METHOD with PARAMS and return (then . result) or (catch . error)."
  (let (came)
    (rlm-request method params :then (lambda (r) (setq came (cons 'then r)))
                 :catch (lambda (p) (setq came (cons 'catch p))))
    (rlm-test-until came)))

(ert-deftest rlm-connection-greets-first-and-answers ()
  (rlm-test-with-daemon '(("ping" . (lambda (p) (list :echo (plist-get p :n)))))
    (should (equal '(then :echo 7) (rlm-connection-tests--ask "ping" '(:n 7))))
    (should (equal '("initialize" "ping") (mapcar #'car (reverse rlm-test-requests))))
    (should (eql 1 (plist-get (car (rlm-test-asked "initialize")) :protocolVersion)))))

(ert-deftest rlm-connection-hands-errors-over ()
  (rlm-test-with-daemon '(("x" . (lambda (_) (rlm-test-error 3 "busy" "Too much to do"))))
    (let ((problem (cdr (rlm-connection-tests--ask "x"))))
      (should (eq 'busy (rlm-error-kind problem)))
      (should (equal "Too much to do; do something else" (rlm-error-text problem))))))

(ert-deftest rlm-connection-refuses-another-version ()
  (rlm-test-with-folder
    (let ((rlm-test-methods '(("initialize" . (lambda (_) '(:protocolVersion 2))))))
      (rlm-test-listen)
      (let ((came (rlm-connection-tests--ask "ping")))
        (should (eq 'catch (car came)))
        (should (string-match-p "version 2" (rlm-error-text (cdr came))))))))

(ert-deftest rlm-connection-keeps-order-when-a-handler-lets-more-in ()
  (rlm-test-with-daemon '(("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (let* ((seen nil)
           (rlm-notification-functions
            (list (lambda (_ params)
                    (push (plist-get params :n) seen)
                    (when (= 0 (mod (length seen) 50)) (accept-process-output nil 0.001))))))
      (dotimes (n 1000) (rlm-test-notify "note" :n n))
      (rlm-test-until (= 1000 (length seen)))
      (should (equal (number-sequence 0 999) (reverse seen))))))

(ert-deftest rlm-connection-survives-errors-in-handlers ()
  (rlm-test-with-daemon '(("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (let ((rlm-notification-functions (list (lambda (&rest _) (error "A mistake")))) (debug-on-error nil))
      (rlm-test-notify "note")
      (rlm-request "ping" nil :then (lambda (_) (error "Another")))
      (should (eq 'then (car (rlm-connection-tests--ask "ping")))))))

(ert-deftest rlm-connection-goes-on-after-lines-that-are-no-messages ()
  (rlm-test-with-daemon '(("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (process-send-string rlm-test-client "{nonsense\n\377\376\n[]\n{\"jsonrpc\":\"2.0\",\"id\":9999,\"result\":{}}\n")
    (should (eq 'then (car (rlm-connection-tests--ask "ping"))))))

(ert-deftest rlm-connection-answers-requests-of-the-daemon ()
  (rlm-test-with-daemon '(("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (rlm-test-send '(:jsonrpc "2.0" :id "a" :method "approval/request"))
    (rlm-test-until (assoc nil rlm-test-requests))
    (should (rlm-connection-ready-p))))

(ert-deftest rlm-connection-cancels-requests ()
  (rlm-test-with-daemon '(("slow" . (lambda (_) 'later)) ("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (let ((request (rlm-request "slow" nil)))
      (rlm-request-cancel request)
      (should (eql (rlm-request-id request)
                   (plist-get (rlm-test-until (car (rlm-test-asked "$/cancel_request"))) :id))))))

(ert-deftest rlm-connection-sends-nothing-that-is-too-long ()
  (rlm-test-with-daemon '(("initialize" . (lambda (_) '(:protocolVersion 1 :limits (:maxLineBytes 1000)))) ("ping" . ignore))
    (rlm-connection-tests--ask "ping")
    (let ((problem (cdr (rlm-connection-tests--ask "query/start" (list :text (make-string 1000 ?x))))))
      (should (eq 'tooLarge (rlm-error-kind problem)))
      (should (string-match-p "daemon takes 1000" (rlm-error-text problem))))
    (should-not (rlm-test-asked "query/start"))
    (should (eq 'then (car (rlm-connection-tests--ask "ping"))))))

(ert-deftest rlm-connection-fails-what-is-pending-when-it-is-lost ()
  (rlm-test-with-daemon '(("slow" . (lambda (_) 'later)))
    (let (came)
      (rlm-request "slow" nil :catch (lambda (p) (setq came p)))
      (rlm-test-until (rlm-test-asked "slow"))
      (rlm-test-silence)
      (should (eq 'disconnected (rlm-error-kind (rlm-test-until came)))))))

(ert-deftest rlm-connection-says-when-the-program-is-missing ()
  (rlm-test-with-folder
    (let ((problem (cdr (rlm-connection-tests--ask "ping"))))
      (should (string-match-p "There is no program .*no-such-program; install rlm" (rlm-error-text problem))))))

(ert-deftest rlm-connection-repeats-what-the-program-said ()
  (rlm-test-with-folder
    (setq rlm-program (rlm-test-file "rlm" "#!/bin/sh\necho 'no room on the disk' >&2\nexit 3\n"))
    (set-file-modes rlm-program #o700)
    (should (string-match-p "no room on the disk" (rlm-error-text (cdr (rlm-connection-tests--ask "ping")))))))

(ert-deftest rlm-connection-starts-the-daemon-and-waits-for-it ()
  (rlm-test-with-folder
    (let ((arguments (expand-file-name "arguments" rlm-test-folder)) (rlm-test-methods (cons '("ping" . ignore) rlm-test-greeting)))
      (setq rlm-program (rlm-test-file "rlm" (format "#!/bin/sh\necho \"$@\" > %s\n" arguments)))
      (set-file-modes rlm-program #o700)
      (run-at-time 0.3 nil #'rlm-test-listen)
      (should (eq 'then (car (rlm-connection-tests--ask "ping"))))
      (should (equal (format "serve --socket %s\n" rlm-socket)
                     (with-temp-buffer (insert-file-contents arguments) (buffer-string)))))))

(ert-deftest rlm-connection-starts-nothing-when-told-so ()
  (rlm-test-with-folder
    (let (came)
      (rlm-request "ping" nil :start nil :catch (lambda (p) (setq came p)))
      (should (string-match-p "not running" (rlm-error-text (rlm-test-until came)))))))

(ert-deftest rlm-connection-trusts-no-folder-of-others ()
  (rlm-test-with-daemon '(("ping" . ignore))
    (set-file-modes (file-name-directory rlm-socket) #o777)
    (should (string-match-p "Others may write" (rlm-error-text (cdr (rlm-connection-tests--ask "ping")))))
    (should-not rlm-test-requests)
    (let ((link (expand-file-name "link" rlm-test-folder)))
      (set-file-modes (file-name-directory rlm-socket) #o700)
      (make-symbolic-link (directory-file-name (file-name-directory rlm-socket)) link)
      (setq rlm-socket (expand-file-name "rlm.sock" link))
      (should (string-match-p "is no folder" (rlm-error-text (cdr (rlm-connection-tests--ask "ping"))))))))

(ert-deftest rlm-connection-finds-the-socket ()
  (let ((rlm-socket nil))
    (let ((process-environment (cons "XDG_RUNTIME_DIR=/run/user/7" process-environment)))
      (should (equal "/run/user/7/rlm/rlm.sock" (rlm-daemon-socket))))
    (let ((process-environment (cons "XDG_RUNTIME_DIR" process-environment)))
      (should (equal (format "/tmp/rlm-%d/rlm.sock" (user-real-uid)) (rlm-daemon-socket))))))

(provide 'rlm-connection-tests)
;;; rlm-connection-tests.el ends here
