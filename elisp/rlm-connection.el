;;; rlm-connection.el --- The connection to the daemon of rlm  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; One connection, shared by all commands.  It opens when the first request
;; is made, starts the daemon when there is none, and opens again by itself
;; while something is under way.  Nothing here waits: answers arrive in
;; callbacks, one after another, never one inside another.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-options)
(require 'rlm-daemon)
(require 'rlm-inbox)
(require 'rlm-wire)

(defconst rlm-connection-protocol 1
  "The version of the protocol that this client speaks.")

(defvar rlm-notification-functions nil
  "Called with method and parameters of each notification of the daemon.")

(defvar rlm-connected-hook nil
  "Run when the daemon has greeted.")

(defvar rlm-disconnected-hook nil
  "Run when the connection was lost, and when it could not be opened again.")

(defvar rlm-connection-needed-functions nil
  "Predicates: a lost connection is opened again while one of them says so.")

(cl-defstruct (rlm-request (:constructor rlm-request--make) (:copier nil))
  "A request on its way."
  id method params then catch)

(defvar rlm-connection--process nil "The network process, or nil.")
(defvar rlm-connection--state 'closed "One of `closed', `starting', `greeting', `ready', `retrying'.")
(defvar rlm-connection--starter nil "The process that starts the daemon, or nil.")
(defvar rlm-connection--timer nil "What happens next: a timeout or the next attempt.")
(defvar rlm-connection--attempts 0 "How often opening failed in a row.")
(defvar rlm-connection--last-id 0 "The number of the latest request.")
(defvar rlm-connection--pending (make-hash-table) "Requests that were sent, by number.")
(defvar rlm-connection--waiting nil "Requests to send when the daemon has greeted, latest first.")
(defvar rlm-connection--server nil "What the daemon said when it greeted.")

(defconst rlm-connection--patience 20
  "Seconds that starting the daemon and its greeting may take.")

(defconst rlm-connection--most-attempts 8
  "How often opening is tried before it is given up.")

;;;; Requests

(cl-defun rlm-request (method params &key then catch (start rlm-start-daemon))
  "Send METHOD with PARAMS to the daemon and return the request.
THEN is called with the result, CATCH with the error, a plist as in
JSON-RPC; exactly one of them, and later than this function returns.
Without a CATCH errors are shown in the echo area.  START tells
whether the daemon is started when none is running."
  (let ((request (rlm-request--make :id (cl-incf rlm-connection--last-id) :method method :params params
                                    :then (or then #'ignore) :catch (or catch #'rlm-connection--show-error))))
    (if (eq rlm-connection--state 'ready)
        (rlm-connection--send-request request)
      (push request rlm-connection--waiting)
      (when (memq rlm-connection--state '(closed retrying))
        (rlm-connection--stop-timer)
        (setq rlm-connection--attempts 0)
        (rlm-connection--open start)))
    request))

(defun rlm-request-cancel (request)
  "Tell the daemon that nobody needs the answer to REQUEST any more."
  (cond ((memq request rlm-connection--waiting)
         (setq rlm-connection--waiting (delq request rlm-connection--waiting))
         (rlm-later (rlm-request-catch request) (list :code -32800 :message "Cancelled")))
        ((gethash (rlm-request-id request) rlm-connection--pending)
         (rlm-connection--send (list :jsonrpc "2.0" :method "$/cancel_request"
                                     :params (list :id (rlm-request-id request)))))))

(defun rlm-error-kind (problem)
  "Return what kind of error PROBLEM is, a symbol such as `notFound', or nil."
  (let ((kind (plist-get (plist-get problem :data) :kind)))
    (and (stringp kind) (intern kind))))

(defun rlm-error-text (problem)
  "Return PROBLEM, an error of a request, as a sentence with its hint."
  (let ((text (or (plist-get problem :message) "Something went wrong"))
        (hint (or (plist-get (plist-get problem :data) :hint) (plist-get problem :hint))))
    (if (and hint (not (equal hint ""))) (concat text "; " hint) text)))

(defun rlm-connection-ready-p ()
  "Return non-nil when the daemon has greeted and listens."
  (eq rlm-connection--state 'ready))

;;;; Opening

(defun rlm-connection--open (start)
  "Open the connection; with START, start a daemon when there is none."
  (let* ((socket (rlm-daemon-socket)) (problem (rlm-daemon-socket-problem socket)))
    (cond (problem (rlm-connection--give-up problem))
          ((rlm-connection--connect socket) (rlm-connection--greet))
          (start (rlm-connection--start-daemon))
          (t (rlm-connection--give-up "The daemon of rlm is not running" "start it with: rlm serve")))))

(defun rlm-connection--connect (socket)
  "Return non-nil when something listens at SOCKET."
  (condition-case nil
      (let ((buffer (rlm-wire-make-buffer)) (default-directory temporary-file-directory)
            (read-process-output-max (* 64 1024)) process)
        (unwind-protect
            (setq process (make-network-process
                           :name "rlm" :family 'local :service socket :buffer buffer :coding 'binary :noquery t
                           :filter #'rlm-connection--filter :sentinel #'rlm-connection--sentinel))
          (unless process (kill-buffer buffer)))
        (setq rlm-connection--process process))
    (error nil)))

(defun rlm-connection--greet ()
  "Introduce this client to the daemon."
  (setq rlm-connection--state 'greeting)
  (rlm-inbox-clear)
  (rlm-connection--in rlm-connection--patience #'rlm-connection--too-slow)
  (rlm-connection--send-request
   (rlm-request--make
    :id (cl-incf rlm-connection--last-id) :method "initialize"
    :params (list :protocolVersion rlm-connection-protocol
                  :clientInfo (list :name "rlm.el" :version emacs-version)
                  :capabilities (list :approvals t))  ; Decisions are asked of a person.
    :then #'rlm-connection--greeted
    :catch (lambda (problem)
             (when (eq rlm-connection--state 'greeting)
               (rlm-connection--give-up (rlm-error-text problem)))))))

(defun rlm-connection--greeted (server)
  "Take what SERVER said of itself and send what has waited."
  (if (not (eql (plist-get server :protocolVersion) rlm-connection-protocol))
      (rlm-connection--give-up
       (format "The daemon speaks version %s of the protocol and this client version %d"
               (plist-get server :protocolVersion) rlm-connection-protocol)
       "update both, then: rlm serve --stop")
    (rlm-connection--stop-timer)
    (setq rlm-connection--state 'ready rlm-connection--attempts 0 rlm-connection--server server)
    (run-hooks 'rlm-connected-hook)
    (let ((waiting (nreverse rlm-connection--waiting)))
      (setq rlm-connection--waiting nil)
      (mapc #'rlm-connection--send-request waiting))))

(defun rlm-connection--start-daemon ()
  "Start the daemon, and connect when it is ready."
  (setq rlm-connection--state 'starting
        rlm-connection--starter (rlm-daemon-start #'rlm-connection--starter-ended))
  (if rlm-connection--starter (rlm-connection--in rlm-connection--patience #'rlm-connection--too-slow)
    (rlm-connection--give-up (format "There is no program %s" rlm-program)
                             "install rlm, or say where it is in `rlm-program'")))

(defun rlm-connection--starter-ended (process problem)
  "Go on when PROCESS, which started the daemon, has ended with PROBLEM or nil."
  (when (eq process rlm-connection--starter)
    (setq rlm-connection--starter nil)
    (cond ((rlm-connection--connect (rlm-daemon-socket)) (rlm-connection--greet))
          (problem (rlm-connection--give-up problem))
          (t (rlm-connection--retry t)))))

(defun rlm-connection--too-slow ()
  "Give up on a daemon that does not come up."
  (rlm-connection--give-up (format "The daemon did not answer within %d seconds" rlm-connection--patience)
                           "try: rlm serve --foreground"))

(defun rlm-connection--give-up (text &optional hint)
  "End all attempts: what waits fails with TEXT and HINT."
  (rlm-connection--stop-timer)
  (let ((process rlm-connection--process) (starter rlm-connection--starter))
    (setq rlm-connection--process nil rlm-connection--starter nil rlm-connection--state 'closed)
    (when process (delete-process process))
    (when (process-live-p starter) (delete-process starter)))
  (rlm-connection--fail-all "unreachable" text hint)
  (rlm-later #'run-hooks 'rlm-disconnected-hook))

(defun rlm-connection--retry (start)
  "Open again after a while; START as in `rlm-connection--open'."
  (setq rlm-connection--state 'retrying)
  (if (> (cl-incf rlm-connection--attempts) rlm-connection--most-attempts)
      (rlm-connection--give-up "The daemon cannot be reached" "look at: rlm status")
    (rlm-connection--in (min 5 (* 0.05 (expt 2 rlm-connection--attempts))) #'rlm-connection--open start)))

;;;; Losing

(defun rlm-connection--sentinel (process _event)
  "Note that PROCESS has ended."
  (unless (process-live-p process)
    (rlm-connection--lost process)))

(defun rlm-connection--lost (process)
  "Open again when something needs it, now that PROCESS has ended.
What it said before that comes first."
  (if (and (rlm-inbox-waiting-p) (eq process rlm-connection--process))
      (rlm-later #'rlm-connection--lost process)
    (when (buffer-live-p (process-buffer process)) (kill-buffer (process-buffer process)))
    (when (eq process rlm-connection--process)
      (let ((greeting (eq rlm-connection--state 'greeting)))
        (setq rlm-connection--process nil rlm-connection--state 'closed)
        (rlm-connection--stop-timer)
        (rlm-connection--fail-sent "disconnected" "The connection to the daemon was lost")
        (if (or rlm-connection--waiting greeting
                (run-hook-with-args-until-success 'rlm-connection-needed-functions))
            (rlm-connection--retry rlm-start-daemon)
          (run-hooks 'rlm-disconnected-hook))))))

(defun rlm-connection--fail-sent (kind text &optional hint)
  "Fail the requests that were sent, soon, with KIND, TEXT and HINT."
  (let (requests)
    (maphash (lambda (_ request) (push request requests)) rlm-connection--pending)
    (clrhash rlm-connection--pending)
    (rlm-connection--fail (sort requests (lambda (a b) (< (rlm-request-id a) (rlm-request-id b)))) kind text hint)))

(defun rlm-connection--fail-all (kind text &optional hint)
  "Fail the requests that were sent and that wait, soon, with KIND, TEXT and HINT."
  (rlm-connection--fail-sent kind text hint)
  (rlm-connection--fail (nreverse (prog1 rlm-connection--waiting (setq rlm-connection--waiting nil))) kind text hint))

(defun rlm-connection--fail (requests kind text hint)
  "Fail REQUESTS, soon, with KIND, TEXT and HINT.
The kinds are disconnected, when the answer was lost on the way, and
unreachable, when there is no daemon to ask."
  (dolist (request requests)
    (rlm-later (rlm-request-catch request)
                           (list :code 0 :message text :data (list :kind kind :hint hint)))))

;;;; Messages

(defun rlm-connection--send-request (request)
  "Send REQUEST and remember that its answer is due.
One that is longer than the daemon takes fails at once; sent, it
would end the connection."
  (let ((line (rlm-wire-encode (list :jsonrpc "2.0" :id (rlm-request-id request) :method (rlm-request-method request)
                                     :params (rlm-request-params request))))
        (most (or (plist-get (plist-get rlm-connection--server :limits) :maxLineBytes) (* 16 1024 1024))))
    (if (> (length line) most)
        (rlm-connection--fail (list request) "tooLarge"
                              (format "This is %s of text, and the daemon takes %s at once"
                                      (file-size-human-readable (length line)) (file-size-human-readable most))
                              "save the buffer, so that it is read from disk, or ask about a part of it")
      (puthash (rlm-request-id request) request rlm-connection--pending)
      (rlm-connection--send-line line))))

(defun rlm-connection--send (message)
  "Send MESSAGE."
  (rlm-connection--send-line (rlm-wire-encode message)))

(defun rlm-connection--send-line (line)
  "Send LINE; a connection that is gone is the sentinel's business."
  (when (process-live-p rlm-connection--process)
    (condition-case problem
        (process-send-string rlm-connection--process line)
      (file-error (message "rlm: %s" (error-message-string problem))))))

(defun rlm-connection--filter (process bytes)
  "Take the BYTES that PROCESS has sent."
  (when (eq process rlm-connection--process)
    (when (>= (length bytes) 4096) (rlm-inbox-expect-much))
    (rlm-inbox-add (rlm-wire-receive (process-buffer process) bytes) #'rlm-connection--handle)))

(defun rlm-connection--handle (message)
  "Act on MESSAGE."
  (let ((id (plist-get message :id)) (method (plist-get message :method)))
    (cond ((plist-member message :malformed)
           (message "rlm: the daemon sent a line that is no message: %s" (plist-get message :malformed)))
          ((and method id)
           (rlm-connection--send (list :jsonrpc "2.0" :id id
                                       :error (list :code -32601 :message "This client answers no requests"))))
          (method
           (rlm-call #'run-hook-with-args 'rlm-notification-functions
                                 method (plist-get message :params)))
          (id (rlm-connection--answered id message))
          ((plist-get message :error)
           (message "rlm: %s" (rlm-error-text (plist-get message :error)))))))

(defun rlm-connection--answered (id message)
  "Hand MESSAGE to who has sent the request ID."
  (when-let ((request (gethash id rlm-connection--pending)))
    (remhash id rlm-connection--pending)
    (if (plist-member message :error)
        (rlm-call (rlm-request-catch request) (plist-get message :error))
      (rlm-call (rlm-request-then request) (plist-get message :result)))))

(defun rlm-connection--show-error (problem)
  "Show PROBLEM in the echo area."
  (message "rlm: %s" (rlm-error-text problem)))

;;;; Time

(defun rlm-connection--in (seconds function &rest arguments)
  "Call FUNCTION with ARGUMENTS in SECONDS, in place of what was to come next."
  (rlm-connection--stop-timer)
  (setq rlm-connection--timer (apply #'run-at-time seconds nil #'rlm-call function arguments)))

(defun rlm-connection--stop-timer ()
  "Forget what was to come next."
  (when rlm-connection--timer (cancel-timer rlm-connection--timer))
  (setq rlm-connection--timer nil))

(provide 'rlm-connection)
;;; rlm-connection.el ends here
