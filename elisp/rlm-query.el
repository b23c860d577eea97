;;; rlm-query.el --- Questions under way  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A query is what the daemon is asked and what came back so far.  It
;; outlives the connection: when that was lost, the query is attached to
;; again, and asked again when the daemon has forgotten it.  How a query
;; looks is the business of its view, a function.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'rlm-options)
(require 'rlm-connection)
(require 'rlm-source)

(cl-defstruct (rlm-step (:copier nil))
  "What the code of one turn did."
  number code output seconds status open)

(cl-defstruct (rlm-query (:copier nil))
  "A question, and what is known of its answer."
  question source options session
  (moved nil :documentation "Whether the session has another source than before.")
  (view #'ignore :documentation "Called with the query, what changed and the parameters.")
  id request (state 'starting :documentation "One of starting, running, cancelling, done, failed, cancelled.")
  (seq -1) (started (float-time)) seconds
  (shown nil :documentation "Pieces of the answer that the view has taken, the latest first.")
  (deltas nil :documentation "What came since, the latest first.")
  (outdated nil :documentation "Whether the next piece begins the answer anew.")
  steps (asked 0) (answered 0) usage citations problem notices (attempts 1))

(defvar rlm-query-list nil
  "The queries of this session of Emacs, the latest first.")

(defvar rlm-query--early nil
  "Updates of queries whose start was not answered yet, the latest first.")

(defun rlm-query-live-p (query)
  "Return non-nil while QUERY has no final answer."
  (memq (rlm-query-state query) '(starting running cancelling)))

(defun rlm-query-any-live-p ()
  "Return non-nil while any query has no final answer."
  (cl-some #'rlm-query-live-p rlm-query-list))

(defun rlm-query-elapsed (query)
  "Return how many seconds QUERY has taken so far."
  (or (rlm-query-seconds query) (- (float-time) (rlm-query-started query))))

;;;; Starting

(defun rlm-query-start (query)
  "Ask the daemon what QUERY asks."
  (cl-pushnew query rlm-query-list)
  (rlm-query--send query))

(defun rlm-query-settings ()
  "Return the options of queries that the user has set."
  (append (and rlm-model (list :model rlm-model))
          (and rlm-sub-model (list :subModel rlm-sub-model))
          (and rlm-max-cost (list :maxCost rlm-max-cost))
          (and rlm-max-seconds (list :maxSeconds rlm-max-seconds))))

(defun rlm-query--send (query)
  "Send the request for QUERY."
  (let ((source (rlm-query-source query)))
    (setf (rlm-query-state query) 'starting
          (rlm-query-request query)
          (rlm-request "query/start"
                       (append (list :question (rlm-wire-clean (rlm-query-question query))
                                     :sources (vconcat (and source
                                                            (or (rlm-query-moved query) (not (rlm-query-session query)))
                                                            (rlm-source-parts source)))
                                     :workingDirectory
                                     (expand-file-name (if source (rlm-source-directory source) "~/"))
                                     :options (rlm-query-options query))
                               (and (rlm-query-session query) (list :sessionId (rlm-query-session query))))
                       :then (lambda (result) (rlm-query--accepted query result))
                       :catch (lambda (problem) (rlm-query--refused query problem))))))

(defun rlm-query--accepted (query result)
  "Note that the daemon took QUERY; RESULT names it."
  (setf (rlm-query-request query) nil
        (rlm-query-id query) (plist-get result :queryId)
        (rlm-query-session query) (plist-get result :sessionId))
  (if (eq (rlm-query-state query) 'cancelling)
      (rlm-query--send-cancel query)
    (setf (rlm-query-state query) 'running)
    (rlm-query--tell query "state" nil))
  (let ((early (nreverse (prog1 rlm-query--early (setq rlm-query--early nil)))))
    (mapc #'rlm-query--updated early)))

(defun rlm-query--refused (query problem)
  "Act on PROBLEM, with which the daemon answered the start of QUERY."
  (setf (rlm-query-request query) nil)
  (cond ((eq (rlm-query-state query) 'cancelling) (rlm-query--end query 'cancelled nil))
        ((and (eq (rlm-error-kind problem) 'stale) (rlm-query--again-p query))
         (setf (rlm-query-source query) (rlm-source-with-texts (rlm-query-source query)))
         (rlm-query--send query))
        ((and (eq (rlm-error-kind problem) 'notFound) (rlm-query-session query) (rlm-query-source query)
              (rlm-query--again-p query))
         (setf (rlm-query-session query) nil)
         (rlm-query--notice query "The daemon has forgotten the earlier questions; this one was asked alone.")
         (rlm-query--send query))
        ((and (eq (rlm-error-kind problem) 'disconnected) (rlm-query--again-p query))
         (rlm-query--send query))
        (t (rlm-query--end query 'failed problem))))

(defun rlm-query--again-p (query)
  "Return non-nil when QUERY may be sent once more, and count it."
  (<= (cl-incf (rlm-query-attempts query)) 3))

;;;; Updates

(defun rlm-query--notification (method params)
  "Take the notification METHOD with PARAMS when it is about a query."
  (when (equal method "query/update")
    (rlm-query--updated params)))

(defun rlm-query--updated (params)
  "Bring the query that PARAMS are about up to date."
  (let* ((id (plist-get params :queryId)) (query (rlm-query--find id)) (seq (plist-get params :seq)))
    (cond ((null query)
           (when (cl-some #'rlm-query-request rlm-query-list) (push params rlm-query--early)))
          ((and seq (<= seq (rlm-query-seq query))))
          (t
           (when seq (setf (rlm-query-seq query) seq))
           (when (rlm-query-live-p query) (rlm-query--take query params))))))

(defun rlm-query--find (id)
  "Return the query with the daemon's name ID."
  (cl-loop for query in rlm-query-list when (equal id (rlm-query-id query)) return query))

(defun rlm-query--take (query params)
  "Take PARAMS, one update, into QUERY."
  (let ((kind (plist-get params :kind)))
    (pcase kind
      ("delta" (when (rlm-query-outdated query) (rlm-query--begin-anew query))
               (push (plist-get params :text) (rlm-query-deltas query)))
      ;; The text stays until there is another: of a cancelled answer it is all there is.
      ("reset" (setf (rlm-query-outdated query) t))
      ("step" (rlm-query--step query params))
      ("subcalls" (setf (rlm-query-asked query) (or (plist-get params :asked) 0)
                        (rlm-query-answered query) (or (plist-get params :done) 0)))
      ("usage" (setf (rlm-query-usage query) params))
      ("citation" (push params (rlm-query-citations query)))
      ("notice" (push (plist-get params :text) (rlm-query-notices query))))
    (cond ((equal kind "state") (rlm-query--state-came query params))
          ((not (equal kind "reset")) (rlm-query--tell query kind params)))))

(defun rlm-query--step (query params)
  "Take PARAMS, about a step, into QUERY."
  (rlm-query--drop-steps query params)
  (let* ((number (plist-get params :step))
         (step (or (cl-find number (rlm-query-steps query) :key #'rlm-step-number :test #'eql)
                   (car (push (make-rlm-step :number number :open (eq rlm-show-steps 'full))
                              (rlm-query-steps query))))))
    (setf (rlm-step-status step) (plist-get params :status))
    (when (plist-get params :code) (setf (rlm-step-code step) (plist-get params :code)))
    (when (plist-get params :output) (setf (rlm-step-output step) (plist-get params :output)))
    (when (plist-get params :seconds) (setf (rlm-step-seconds step) (plist-get params :seconds)))))

(defun rlm-query--drop-steps (query params)
  "Forget what QUERY did so far when PARAMS begin to count anew.
A daemon does so that asks again what one before it left."
  (let ((latest (car (rlm-query-steps query))))
    (when (and latest (equal (plist-get params :status) "running")
               (or (< (plist-get params :step) (rlm-step-number latest))
                   (and (= (plist-get params :step) (rlm-step-number latest))
                        (equal (rlm-step-status latest) "done"))))
      (setf (rlm-query-steps query) nil)
      (rlm-query--tell query "steps" nil))))

(defun rlm-query--state-came (query params)
  "Take PARAMS, about the state of QUERY."
  (pcase (plist-get params :state)
    ("running"
     (unless (eq (rlm-query-state query) 'cancelling) (setf (rlm-query-state query) 'running))
     (rlm-query--tell query "state" params))
    ((and (or "done" "failed" "cancelled") state)
     (when (plist-get params :citations) (setf (rlm-query-citations query) (plist-get params :citations)))
     (let ((answer (plist-get params :answer)))
       (when (and (not (member answer '(nil ""))) (not (equal answer (rlm-query-text query))))
         (rlm-query--begin-anew query)
         (push answer (rlm-query-deltas query))))
     (rlm-query--end query (intern state) (plist-get params :error)))))

(defun rlm-query--begin-anew (query)
  "Forget what came of the answer to QUERY."
  (setf (rlm-query-deltas query) nil (rlm-query-shown query) nil (rlm-query-outdated query) nil)
  (rlm-query--tell query "reset" nil))

(defun rlm-query-text (query)
  "Return the answer of QUERY as far as it came."
  (apply #'concat (reverse (append (rlm-query-deltas query) (rlm-query-shown query)))))

(defun rlm-query-take-text (query)
  "Return what came of the answer to QUERY since the last call, or nil."
  (when (rlm-query-deltas query)
    (let ((new (apply #'concat (nreverse (rlm-query-deltas query)))))
      (setf (rlm-query-deltas query) nil)
      (push new (rlm-query-shown query))
      new)))

(defun rlm-query--end (query state problem)
  "End QUERY in STATE, one of done, failed and cancelled; PROBLEM is its error."
  (when (rlm-query-live-p query)
    (setf (rlm-query-seconds query) (rlm-query-elapsed query)
          (rlm-query-state query) state
          (rlm-query-problem query) problem)
    (rlm-query--tell query "state" nil)))

(defun rlm-query--notice (query text)
  "Add TEXT to the notices of QUERY."
  (push text (rlm-query-notices query))
  (rlm-query--tell query "notice" (list :text text)))

(defun rlm-query--tell (query kind params)
  "Tell the view of QUERY that PARAMS of KIND came."
  (rlm-call (rlm-query-view query) query kind params))

;;;; Cancelling

(defun rlm-query-cancel (query)
  "Cancel QUERY.
It ends at once for the user when the daemon cannot be told."
  (when (memq (rlm-query-state query) '(starting running))
    (let ((unsent (eq (rlm-query-state query) 'starting)))
      (setf (rlm-query-state query) 'cancelling)
      (cond ((not (rlm-connection-ready-p))
             (when (rlm-query-request query) (rlm-request-cancel (rlm-query-request query)))
             (rlm-query--end query 'cancelled nil))
            ((and unsent (null (rlm-query-id query))))  ; It is cancelled when its start is answered.
            (t (rlm-query--send-cancel query)))
      (rlm-query--tell query "state" nil)
      (run-at-time 5 nil #'rlm-query--end query 'cancelled nil))))

(defun rlm-query--send-cancel (query)
  "Tell the daemon to cancel QUERY."
  (rlm-request "query/cancel" (list :queryId (rlm-query-id query)) :start nil
               :catch (lambda (_) (rlm-query--end query 'cancelled nil))))

;;;; Coming back

(defun rlm-query--reconnected ()
  "Attach to the queries that have no final answer yet."
  (dolist (query rlm-query-list)
    (when (and (rlm-query-live-p query) (rlm-query-id query))
      (rlm-query-attach query))))

(defun rlm-query-attach (query)
  "Ask for all that QUERY missed."
  (cl-pushnew query rlm-query-list)
  (rlm-request "query/attach" (list :queryId (rlm-query-id query) :afterSeq (rlm-query-seq query))
               :then (lambda (result)
                       (unless (rlm-query-session query)
                         (setf (rlm-query-session query) (plist-get result :sessionId))))
               :catch (lambda (problem) (rlm-query--not-attached query problem))))

(defun rlm-query--not-attached (query problem)
  "Ask QUERY anew when, by PROBLEM, the daemon does not know it any more."
  (cond ((not (rlm-query-live-p query)))
        ((eq (rlm-query-state query) 'cancelling) (rlm-query--end query 'cancelled nil))
        ((eq (rlm-error-kind problem) 'disconnected))  ; It is attached when the daemon is back.
        ((and (eq (rlm-error-kind problem) 'notFound) (rlm-query-source query) (rlm-query--again-p query))
         (setf (rlm-query-id query) nil (rlm-query-seq query) -1 (rlm-query-steps query) nil
               (rlm-query-citations query) nil (rlm-query-asked query) 0 (rlm-query-answered query) 0)
         (rlm-query--begin-anew query)
         (rlm-query--tell query "restart" nil)
         (rlm-query--notice query "The daemon was restarted and had lost this question; it was asked again.")
         (rlm-query--send query))
        (t (rlm-query--end query 'failed problem))))

(defun rlm-query--gone ()
  "End what cannot go on without the daemon."
  (dolist (query rlm-query-list)
    (when (and (rlm-query-live-p query) (not (rlm-query-request query)))
      (rlm-query--end query 'failed (list :message "The daemon is gone and could not be started again"
                                          :hint "look at: rlm status")))))

(add-hook 'rlm-notification-functions #'rlm-query--notification)
(add-hook 'rlm-connected-hook #'rlm-query--reconnected)
(add-hook 'rlm-disconnected-hook #'rlm-query--gone)
(add-hook 'rlm-connection-needed-functions #'rlm-query-any-live-p)

(provide 'rlm-query)
;;; rlm-query.el ends here
