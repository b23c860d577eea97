;;; rlm-answer-tests.el --- Questions, answers and their buffers  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Code:

(require 'rlm-test-daemon)
(require 'rlm-history)
(require 'rlm-status)

(defvar rlm-answer-tests-accepting
  '(("query/start" . (lambda (_) '(:queryId "q1" :sessionId "s1")))
    ("query/cancel" . (lambda (_) '(:state "cancelled"))))
  "A daemon that takes questions.")

(defmacro rlm-answer-tests--asking (methods &rest body)
  "Ask about a file of four lines a daemon that has METHODS too; run BODY in the answer."
  (declare (indent 1) (debug t))
  `(rlm-test-with-daemon (append ,methods rlm-answer-tests-accepting)
     (let ((file (rlm-test-file "src/a.c" "int one;\nint two;\nint three;\nint four;\n")))
       (with-current-buffer (find-file-noselect file)
         (setq default-directory (file-name-as-directory rlm-test-folder))
         (switch-to-buffer (current-buffer))
         (rlm-query-buffer "What is here?"))
       (rlm-test-until (rlm-query-id (rlm-answer-query (rlm-answer-buffer))))
       (with-current-buffer (rlm-answer-buffer) ,@body))))

(defun rlm-answer-tests--shows (text)
  "Wait until the current buffer shows TEXT."
  (let ((buffer (current-buffer)))
    (rlm-test-until (with-current-buffer buffer
                      (save-excursion (goto-char (point-min)) (search-forward text nil t))))))

(defun rlm-answer-tests--finish (seq answer &rest more)
  "End the query with ANSWER as update SEQ, and with MORE."
  (apply #'rlm-test-update seq "state" :state "done" :answer answer more)
  (rlm-test-until (not (rlm-query-any-live-p))))

(ert-deftest rlm-answer-streams-in-and-leaves-point-alone ()
  (rlm-answer-tests--asking nil
    (should (eq (window-buffer) (current-buffer)))
    (should (looking-at-p "What is here\\?\n"))
    (rlm-test-update 1 "delta" :text "Four ")
    (rlm-test-update 2 "delta" :text "variables: naïve 日本.")
    (rlm-answer-tests--shows "Four variables: naïve 日本.")
    (should (looking-at-p "What is here\\?\n"))
    (should (string-match-p "running" (rlm-answer--header)))
    (goto-char (point-max))
    (rlm-test-update 3 "delta" :text " And more.")
    (rlm-answer-tests--shows " And more.")
    (should (eobp))
    (rlm-answer-tests--finish 4 "Four variables: naïve 日本. And more.")
    (should (string-match-p "done" (rlm-answer--header)))))

(ert-deftest rlm-answer-takes-each-update-once-and-the-final-text-as-it-is ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "delta" :text "draft ")
    (rlm-test-update 1 "delta" :text "draft ")
    (rlm-test-update 2 "reset")
    (rlm-test-update 3 "delta" :text "other")
    (rlm-answer-tests--finish 4 "The answer")
    (should (= 1 (how-many "The answer" (point-min))))
    (should-not (save-excursion (goto-char (point-min)) (re-search-forward "draft\\|other" nil t)))
    (rlm-test-update 5 "delta" :text "late")
    (rlm-test-settle)
    (should-not (save-excursion (goto-char (point-min)) (search-forward "late" nil t)))))

(ert-deftest rlm-answer-shows-steps-that-open ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "step" :step 1 :code "import re\nhits = grep('x')" :status "running")
    (rlm-answer-tests--shows "+ 1  hits = grep('x')  …")
    (rlm-test-update 2 "step" :step 2 :code "print(2)" :status "running")
    (rlm-test-update 3 "step" :step 1 :output "a.c:3" :seconds 0.25 :status "done")
    (rlm-answer-tests--shows "+ 1  hits = grep('x')  0.2 s\n+ 2  print(2)")
    (goto-char (point-min))
    (search-forward "+ 1")
    (rlm-test-press "TAB")
    (rlm-answer-tests--shows "- 1  hits = grep('x')  0.2 s\n    import re\n    hits = grep('x')\n    a.c:3\n+ 2")
    (rlm-test-press "RET")
    (rlm-answer-tests--shows "+ 1  hits = grep('x')  0.2 s\n+ 2")
    (rlm-test-update 4 "delta" :text "Text")
    (rlm-test-update 5 "step" :step 3 :code "print(3)" :status "running")
    (rlm-answer-tests--shows "+ 3  print(3)  …\n\nText")))

(ert-deftest rlm-answer-drops-the-steps-of-an-attempt-that-was-lost ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "step" :step 1 :code "a()" :status "done" :seconds 1)
    (rlm-test-update 2 "step" :step 2 :code "b()" :status "running")
    (rlm-answer-tests--shows "+ 2  b()")
    (rlm-test-update 3 "step" :step 1 :status "running")
    (rlm-answer-tests--shows "+ 1  thinking")
    (should-not (save-excursion (goto-char (point-min)) (re-search-forward "a()\\|b()" nil t)))))

(ert-deftest rlm-answer-header-tells-model-cost-and-sub-calls ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "usage" :inputTokens 1000 :outputTokens 20 :cost 0.0123 :model "ollama/qwen3:14b")
    (rlm-test-update 2 "subcalls" :asked 40 :done 12)
    (rlm-test-until (eql 40 (rlm-query-asked (rlm-answer-query))))
    (let ((header (rlm-answer--header)))
      (dolist (part '("running" "ollama/qwen3:14b" "12 of 40 sub-calls" "$0.0123" "cancels"))
        (should (string-match-p (regexp-quote part) header))))
    (rlm-answer-tests--finish 3 "100 %")
    (rlm-answer-tests--shows "1020 tokens, $0.0123")))

(ert-deftest rlm-answer-places-are-buttons-that-jump ()
  (rlm-answer-tests--asking nil
    (let ((source (find-buffer-visiting file)))
      (rlm-answer-tests--finish
       1 "See src/a.c:3:7 and src/a.c:1-2, not src/a.c:9 or nothing.c:4 at 10:30."
       :citations (list (list :path "src/a.c" :file file :startLine 3 :endLine 3 :verified t)
                        (list :path "src/a.c" :file file :startLine 9 :endLine 9 :verified :json-false :note "it has 4 lines")))
      (goto-char (point-min))
      (rlm-test-press "n")
      (should (equal "src/a.c:3:7" (button-label (button-at (point)))))
      (rlm-test-press "RET")
      (should (eq (window-buffer) source))
      (should (= 3 (line-number-at-pos)))
      (next-error)
      (should (= 1 (line-number-at-pos)))
      (xref-pop-marker-stack)
      (set-buffer (rlm-answer-buffer))
      (rlm-answer-tests--shows "1 place not verified")
      (goto-char (point-min))
      (search-forward "src/a.c:9")
      (let ((button (button-at (1- (point)))))
        (should (eq 'rlm-citation-unverified (button-get button 'face)))
        (should (string-match-p "it has 4 lines" (button-get button 'help-echo)))
        (should (cl-some (lambda (o) (equal "(?)" (overlay-get o 'after-string))) (overlays-at (button-start button)))))
      (search-forward "nothing.c:4")
      (should-not (button-at (1- (point))))
      (should-error (progn (next-error) (next-error) (next-error)) :type 'user-error))))

(ert-deftest rlm-answer-places-of-unsaved-text-lead-to-its-buffer ()
  (rlm-test-with-daemon rlm-answer-tests-accepting
    (with-current-buffer (generate-new-buffer "notes")
      (insert "a\nb\nc\n")
      (let ((notes (current-buffer)))
        (rlm-query-region 3 6 "What?")
        (rlm-test-until (rlm-query-id (car rlm-query-list)))
        (rlm-answer-tests--finish 1 "Look at notes:2"
                                  :citations '((:path "notes" :file :json-null :startLine 2 :endLine 2 :verified t)))
        (with-current-buffer (rlm-answer-buffer)
          (goto-char (point-min))
          (rlm-test-press "n" "RET"))
        (should (eq notes (window-buffer)))
        (with-current-buffer notes (should (= 2 (line-number-at-pos))))))))

(ert-deftest rlm-answer-text-gets-faces-when-a-paragraph-is-complete ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "delta" :text "It is **so** with `x`.\n\n```c\nint a;\n\nint b;\n```\n\nNot yet **com")
    (rlm-answer-tests--shows "Not yet")
    (cl-flet ((face (text) (save-excursion (goto-char (point-min)) (search-forward text)
                                           (get-text-property (1- (point)) 'face))))
      (should (eq 'rlm-strong (face "**so")))
      (should (eq 'rlm-code (face "`x")))
      (should (memq 'rlm-code-block (ensure-list (face "int b"))))
      (should-not (face "**com"))
      (rlm-test-update 2 "delta" :text "plete**")
      (rlm-answer-tests--finish 3 "It is **so** with `x`.\n\n```c\nint a;\n\nint b;\n```\n\nNot yet **complete**")
      (should (eq 'rlm-strong (face "**complete"))))))

(ert-deftest rlm-answer-fences-name-no-functions ()
  (rlm-answer-tests--asking nil
    (let ((called nil))
      (cl-letf (((symbol-function 'evil-mode) (lambda () (setq called t))))
        (rlm-answer-tests--finish 1 "```evil\nx\n```\n"))
      (should-not called))))

(ert-deftest rlm-answer-quit-cancels-only-what-is-under-way ()
  (rlm-answer-tests--asking nil
    (should (eq 'rlm-answer-quit (key-binding (kbd "C-g"))))
    (let ((transient-mark-mode t))
      (push-mark (point-max) t t)
      (should (eq 'quit (condition-case nil (rlm-test-press "C-g") (quit 'quit))))
      (should (rlm-query-any-live-p))
      (deactivate-mark))
    (rlm-test-update 1 "delta" :text "Half of ")
    (rlm-answer-tests--shows "Half of")
    (rlm-test-press "C-g")
    (should (equal '((:queryId "q1")) (rlm-test-until (rlm-test-asked "query/cancel"))))
    (rlm-test-update 2 "state" :state "cancelled")
    (rlm-answer-tests--shows "Cancelled\n")
    (rlm-answer-tests--shows "Half of")
    (should (eq 'quit (condition-case nil (rlm-test-press "C-g") (quit 'quit))))))

(ert-deftest rlm-answer-that-is-cancelled-keeps-what-came ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 1 "delta" :text "Half of it")
    (rlm-test-update 2 "reset")
    (rlm-test-update 3 "state" :state "cancelled")
    (rlm-answer-tests--shows "Half of it\n\nCancelled")))

(ert-deftest rlm-answer-cancel-ends-also-before-the-daemon-has-taken-it ()
  (rlm-test-with-daemon '(("query/start" . (lambda (_) 'later)))
    (with-temp-buffer
      (insert "text")
      (rlm-query-buffer "What?"))
    (rlm-test-until (rlm-test-asked "query/start"))
    (rlm-cancel)
    (should (eq 'cancelling (rlm-query-state (car rlm-query-list))))
    (rlm-test-silence)
    (rlm-test-until (eq 'cancelled (rlm-query-state (car rlm-query-list))))))

(ert-deftest rlm-answer-follow-up-is-in-the-same-session-and-buffer ()
  (rlm-answer-tests--asking nil
    (should-error (rlm-ask "And?") :type 'user-error)
    (rlm-answer-tests--finish 1 "First answer")
    (let ((rlm-test-methods (cons '("query/start" . (lambda (_) '(:queryId "q2" :sessionId "s1"))) rlm-test-methods)))
      (let ((windows (length (window-list))))
        (rlm-test-typing '("And then?") (rlm-test-press "a"))
        (should (= windows (length (window-list))))
        (should (= 1 (length (get-buffer-window-list)))))
      (rlm-test-until (rlm-query-id (rlm-answer-query)))
      (let ((params (cadr (rlm-test-asked "query/start"))))
        (should (equal "s1" (plist-get params :sessionId)))
        (should-not (plist-get params :sources)))
      (should (looking-at-p "And then\\?"))
      (rlm-test-notify "query/update" :queryId "q2" :seq 1 :kind "state" :state "done" :answer "Second answer")
      (rlm-answer-tests--shows "Second answer")
      (should (= 1 (how-many "First answer" (point-min)))))))

(ert-deftest rlm-answer-follow-up-is-about-what-has-changed ()
  (rlm-answer-tests--asking nil
    (rlm-answer-tests--finish 1 "First answer")
    (with-current-buffer (find-buffer-visiting file) (goto-char (point-max)) (insert "int five;\n"))
    (let ((rlm-test-methods (cons '("query/start" . (lambda (_) '(:queryId "q2" :sessionId "s1"))) rlm-test-methods)))
      (rlm-test-typing '("And now?") (rlm-test-press "a"))
      (rlm-test-until (rlm-query-id (rlm-answer-query)))
      (let* ((params (cadr (rlm-test-asked "query/start"))) (part (car (plist-get params :sources))))
        (should (equal "s1" (plist-get params :sessionId)))
        (should (equal "text" (plist-get part :kind)))
        (should (string-suffix-p "int five;\n" (plist-get part :text)))))))

(ert-deftest rlm-answer-goes-on-when-the-connection-is-back ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 3 "delta" :text "Before. ")
    (rlm-answer-tests--shows "Before.")
    (let ((rlm-test-methods (cons '("query/attach" . (lambda (_) '(:queryId "q1" :sessionId "s1" :state "running" :lastSeq 4)))
                                  rlm-test-methods)))
      (rlm-test-silence)
      (rlm-test-until (not (rlm-connection-ready-p)))
      (should (string-match-p "connecting" (rlm-answer--header)))
      (rlm-test-listen)
      (should (equal '(:queryId "q1" :afterSeq 3) (car (rlm-test-until (rlm-test-asked "query/attach")))))
      (rlm-test-update 3 "delta" :text "Before. ")
      (rlm-test-update 4 "delta" :text "After.")
      (rlm-answer-tests--finish 5 "Before. After.")
      (should (= 1 (how-many "Before\\. After\\." (point-min)))))))

(ert-deftest rlm-answer-is-asked-again-when-the-daemon-has-forgotten-it ()
  (rlm-answer-tests--asking nil
    (rlm-test-update 3 "delta" :text "Lost text")
    (rlm-test-update 4 "step" :step 1 :code "lost_step()" :status "running")
    (rlm-answer-tests--shows "lost_step")
    (let ((rlm-test-methods
           (append '(("query/attach" . (lambda (_) (rlm-test-error 4 "notFound" "No such query")))
                     ("query/start" . (lambda (p) (if (plist-get p :sessionId) (rlm-test-error 4 "notFound" "No such session")
                                                    '(:queryId "q2" :sessionId "s2")))))
                   rlm-test-methods)))
      (rlm-test-silence)
      (rlm-test-listen)
      (rlm-test-until (equal "q2" (rlm-query-id (rlm-answer-query))))
      (rlm-answer-tests--shows "it was asked again")
      (should-not (save-excursion (goto-char (point-min)) (re-search-forward "Lost text\\|lost_step" nil t)))
      (should (plist-get (car (last (rlm-test-asked "query/start"))) :sources))
      (rlm-test-notify "query/update" :queryId "q2" :seq 1 :kind "state" :state "done" :answer "New answer")
      (rlm-answer-tests--shows "New answer"))))

(ert-deftest rlm-answer-fails-when-the-daemon-is-gone-for-good ()
  (rlm-answer-tests--asking nil
    (rlm-test-silence)
    (rlm-test-until (eq 'failed (rlm-query-state (rlm-answer-query))))
    (rlm-answer-tests--shows "Ask again")))

(ert-deftest rlm-answer-shows-errors-with-their-hint-and-asks-again ()
  (rlm-test-with-daemon '(("query/start" . (lambda (_) (rlm-test-error 7 "modelUnavailable" "No server at localhost"))))
    (with-temp-buffer
      (insert "text")
      (rlm-query-buffer "What?"))
    (with-current-buffer (rlm-answer-buffer)
      (rlm-answer-tests--shows "No server at localhost\ndo something else")
      (should (string-match-p "failed" (rlm-answer--header)))
      (goto-char (point-min))
      (search-forward "Ask agai")
      (rlm-test-press "RET")
      (rlm-test-until (= 2 (length (rlm-test-asked "query/start")))))))

(ert-deftest rlm-answer-sends-text-when-the-file-is-stale ()
  (rlm-answer-tests--asking '(("query/start" . (lambda (p)
                                                 (if (equal "path" (plist-get (car (plist-get p :sources)) :kind))
                                                     (rlm-test-error 5 "stale" "Another content")
                                                   '(:queryId "q1" :sessionId "s1")))))
    (should (equal '("path" "text")
                   (mapcar (lambda (p) (plist-get (car (plist-get p :sources)) :kind)) (rlm-test-asked "query/start"))))))

(ert-deftest rlm-answer-takes-updates-that-come-before-the-acceptance ()
  (rlm-answer-tests--asking '(("query/start" . (lambda (_)
                                                 (rlm-test-update 1 "delta" :text "Early ")
                                                 '(:queryId "q1" :sessionId "s1"))))
    (rlm-test-update 2 "delta" :text "bird")
    (rlm-answer-tests--shows "Early bird")))

(ert-deftest rlm-answer-passes-options-on ()
  (let ((rlm-model "ollama/x") (rlm-max-cost 0.5))
    (rlm-answer-tests--asking nil
      (should (equal '(:model "ollama/x" :maxCost 0.5) (plist-get (car (rlm-test-asked "query/start")) :options))))))

(ert-deftest rlm-explain-error-asks-about-the-message-and-its-file ()
  (rlm-test-with-daemon rlm-answer-tests-accepting
    (let ((file (rlm-test-file "a.c" "int x = y;\n")))
      (with-current-buffer (get-buffer-create "*compilation*")
        (setq default-directory (file-name-directory file))
        (insert "cc a.c\na.c:1:9: error: 'y' undeclared\n    1 | int x = y;\n\nmake: failed\n")
        (compilation-mode)
        (let ((inhibit-read-only t)) (font-lock-ensure))
        (switch-to-buffer (current-buffer))
        (goto-char (point-min))
        (search-forward "undeclared")
        (rlm-explain-error))
      (let ((params (car (rlm-test-until (rlm-test-asked "query/start")))))
        (should (string-match-p "a.c:1:9: error: 'y' undeclared\n    1 | int x = y;\\'" (plist-get params :question)))
        (should (equal file (plist-get (car (plist-get params :sources)) :path)))))))

(ert-deftest rlm-history-opens-answers-of-others ()
  (rlm-test-with-daemon '(("query/list" . (lambda (_) '(:queries ((:queryId "q1" :sessionId "s1" :question "Where is X?" :state "done"
                                                                   :startedAt 1000 :seconds 2.5 :cost 0 :model "builtin")))))
                          ("query/attach" . (lambda (_) '(:queryId "q1" :sessionId "s1" :state "done" :lastSeq 1))))
    (rlm-history)
    (with-current-buffer "*rlm history*"
      (rlm-answer-tests--shows "Where is X?")
      (goto-char (point-min))
      (rlm-test-press "RET"))
    (should (equal '(:queryId "q1" :afterSeq -1) (car (rlm-test-until (rlm-test-asked "query/attach")))))
    (rlm-test-update 1 "state" :state "done" :answer "Here.")
    (with-current-buffer (rlm-answer-buffer) (rlm-answer-tests--shows "Here."))))

(ert-deftest rlm-status-shows-the-daemon ()
  (rlm-test-with-daemon '(("daemon/status" . (lambda (_) '(:pid 42 :version "0.1" :socket "/s" :uptimeSeconds 3700 :clients 2
                                                           :memoryBytes 52428800 :queries nil
                                                           :corpora ((:paths ("/a/b") :bytes 1024 :files 3))))))
    (rlm-status)
    (with-current-buffer "*rlm status*"
      (dolist (text '("42" "61 min" "50M" "1k in 3 files  /a/b")) (rlm-answer-tests--shows text)))))

(ert-deftest rlm-status-says-when-there-is-no-daemon ()
  (rlm-test-with-folder
    (rlm-status)
    (with-current-buffer "*rlm status*" (rlm-answer-tests--shows "not running"))))

(provide 'rlm-answer-tests)
;;; rlm-answer-tests.el ends here
