;;; rlm-proposal-tests.el --- Lists and pages of proposals  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Code:

(require 'rlm-test-daemon)
(require 'rlm-proposals)
(require 'rlm-indicator)

(defvar rlm-proposal-tests-state "proposed" "The state of the proposal.")
(defvar rlm-proposal-tests-risk "low" "The risk of the proposal.")

(defun rlm-proposal-tests-proposal ()
  "Return a proposal as the daemon gives it."
  (list :id "p1" :revision "a66120aeab77" :state rlm-proposal-tests-state :title "Say “the” once" :class "repeated-word"
        :risk rlm-proposal-tests-risk :files 2 :added 2 :removed 2 :createdAt 1000
        :rationale "A word stands twice.\n- Not a removed line.\n+ Not an added line."
        :evidence [(:path "a.c" :line 2 :text "/* the the */")]
        :gates [(:gate "tests" :verdict "passed" :seconds 0.5 :summary "412 tests")
                (:gate "bench" :verdict "skipped" :seconds 0 :summary "none")]
        :branch "dogfood/p1" :base "b1" :tree "a66120aeab77" :model "builtin" :cost 0
        :diff "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n int one;\n-/* the the */\n+/* the */\n int three;\n"))

(defmacro rlm-proposal-tests--in-page (methods &rest body)
  "Run BODY in the page of a proposal; the daemon answers METHODS too."
  (declare (indent 1) (debug t))
  `(rlm-test-with-daemon
       (append ,methods
               '(("proposal/get" . (lambda (_) (rlm-proposal-tests-proposal)))
                 ("proposal/list" . (lambda (_) (list :proposals (vector (rlm-proposal-tests-proposal)) :waiting 1)))
                 ("proposal/decide" . (lambda (p)
                                        (setq rlm-proposal-tests-state
                                              (pcase (plist-get p :decision)
                                                ("approve" "approved") ("revise" "superseded") (_ "rejected")))
                                        nil))
                 ("proposal/land" . (lambda (_) (setq rlm-proposal-tests-state "landed") '(:commit "c0ffee1234567")))
                 ("proposal/revert" . (lambda (_) (setq rlm-proposal-tests-state "reverted") '(:commit "c0ffee")))))
     (let ((rlm-proposal-tests-state "proposed") (rlm-proposal-tests-risk rlm-proposal-tests-risk))
       (make-directory (expand-file-name ".git" rlm-test-folder))
       (rlm-test-file "a.c" "int one;\n/* the the */\nint three;\n")
       (let ((default-directory (file-name-as-directory rlm-test-folder))) (rlm-proposals))
       (rlm-test-until (save-excursion (goto-char (point-min)) (search-forward "p1" nil t)))
       (goto-char (point-min))
       (rlm-test-press "RET")
       (rlm-proposal-tests--until-state "proposed")
       ,@body)))

(defun rlm-proposal-tests--until-state (state)
  "Wait until the page shows a proposal in STATE."
  (rlm-test-until (equal state (plist-get rlm-proposal-shown :state))))

(defun rlm-proposal-tests--face (text)
  "Return the face at the start of TEXT in the buffer."
  (font-lock-ensure)
  (save-excursion
    (goto-char (point-min))
    (search-forward text)
    (get-text-property (match-beginning 0) 'face)))

(ert-deftest rlm-proposals-lists-what-waits ()
  (rlm-proposal-tests--in-page nil
    (should (equal (list :repository rlm-test-folder :states '("proposed" "approved"))
                   (car (rlm-test-asked "proposal/list"))))
    (with-current-buffer (format "*rlm proposals: %s*" (file-name-nondirectory rlm-test-folder))
      (should (string-match-p "p1 .*proposed .*low .*2 files, \\+2 -2 .*Say “the” once" (buffer-string)))
      (rlm-test-press "A")
      (rlm-test-until (equal (list :repository rlm-test-folder) (cadr (rlm-test-asked "proposal/list")))))))

(ert-deftest rlm-proposal-page-shows-all-of-it ()
  (rlm-proposal-tests--in-page nil
    (dolist (text '("Say “the” once" "repeated-word, low risk, 2 files" "A word stands twice" "a.c:2  /* the the */"
                    "passed   tests           0.5 s  412 tests" "By builtin, $0, branch dogfood/p1, tree a66120aeab"))
      (should (save-excursion (goto-char (point-min)) (search-forward text nil t))))
    (should (eq 'diff-removed (rlm-proposal-tests--face "/* the the */\n+")))
    (should (eq 'diff-added (rlm-proposal-tests--face "/* the */")))
    (should-not (rlm-proposal-tests--face "- Not a removed line"))
    (should (eq 'rlm-heading (rlm-proposal-tests--face "Say “the”")))
    (should (string-match-p "a approve" (rlm-proposal--header)))))

(ert-deftest rlm-proposal-page-jumps-to-the-source ()
  (rlm-proposal-tests--in-page nil
    (let ((page (current-buffer)))
      (goto-char (point-min))
      (search-forward "a.c:2")
      (backward-char)
      (rlm-test-press "RET")
      (with-current-buffer (window-buffer)
        (should (equal "a.c" (file-name-nondirectory buffer-file-name)))
        (should (= 2 (line-number-at-pos))))
      (switch-to-buffer page)
      (search-forward "int three")
      (rlm-test-press "RET")
      (with-current-buffer (window-buffer)
        (should (equal "a.c" (file-name-nondirectory buffer-file-name)))
        (should (= 3 (line-number-at-pos)))))))

(ert-deftest rlm-proposal-is-approved-as-shown-and-landed ()
  (rlm-proposal-tests--in-page nil
    (rlm-test-typing '("no") (rlm-test-press "a"))
    (should-not (rlm-test-asked "proposal/decide"))
    (rlm-test-typing '("yes") (rlm-test-press "a"))
    (rlm-proposal-tests--until-state "approved")
    (should (equal (list :repository rlm-test-folder :id "p1" :revision "a66120aeab77" :decision "approve")
                   (car (rlm-test-asked "proposal/decide"))))
    (dolist (key '("a" "r" "e" "u")) (should-error (rlm-test-press key) :type 'user-error))
    (let ((untouched (find-file-noselect (expand-file-name "a.c" rlm-test-folder)))
          (changed (find-file-noselect (rlm-test-file "b.c" "b\n"))))
      (with-current-buffer changed (insert "mine "))
      (dolist (name '("a.c" "b.c"))
        (rlm-test-file name "landed\n")
        (set-file-times (expand-file-name name rlm-test-folder) (time-add nil 10)))
      (rlm-test-typing '("yes") (rlm-test-press "l"))
      (rlm-proposal-tests--until-state "landed")
      (should (equal "landed\n" (with-current-buffer untouched (buffer-string))))
      (should (equal "mine b\n" (with-current-buffer changed (buffer-string))))
      (rlm-test-file "a.c" "as before\n")
      (set-file-times (expand-file-name "a.c" rlm-test-folder) (time-add nil 20))
      (rlm-test-typing '("yes") (rlm-test-press "u"))
      (rlm-proposal-tests--until-state "reverted")
      (should (equal (list :repository rlm-test-folder :id "p1") (car (rlm-test-asked "proposal/revert"))))
      (should (equal "as before\n" (with-current-buffer untouched (buffer-string)))))))

(ert-deftest rlm-proposal-is-sent-back-for-a-reason ()
  (rlm-proposal-tests--in-page nil
    (rlm-test-typing '("say it shorter") (rlm-test-press "e"))
    (rlm-proposal-tests--until-state "superseded")
    (let ((params (car (rlm-test-asked "proposal/decide"))))
      (should (equal '("revise" "say it shorter") (list (plist-get params :decision) (plist-get params :reason)))))))

(ert-deftest rlm-proposal-is-rejected-for-a-reason ()
  (rlm-proposal-tests--in-page nil
    (rlm-test-typing '(" ") (should-error (rlm-test-press "r") :type 'user-error))
    (should-not (rlm-test-asked "proposal/decide"))
    (rlm-test-typing '("not ours") (rlm-test-press "r"))
    (rlm-proposal-tests--until-state "rejected")
    (should (equal "not ours" (plist-get (car (rlm-test-asked "proposal/decide")) :reason)))))

(ert-deftest rlm-proposal-of-high-risk-is-confirmed-by-its-name ()
  (let ((rlm-proposal-tests-risk "high"))
    (rlm-proposal-tests--in-page nil
      (rlm-test-typing '("yes") (rlm-test-press "a"))
      (should-not (rlm-test-asked "proposal/decide"))
      (rlm-test-typing '("p1") (rlm-test-press "a"))
      (rlm-proposal-tests--until-state "approved")
      (should (equal "p1" (plist-get (car (rlm-test-asked "proposal/decide")) :confirmation))))))

(ert-deftest rlm-proposal-that-moved-on-is-shown-anew ()
  (rlm-proposal-tests--in-page '(("proposal/decide" . (lambda (_) (rlm-test-error 6 "conflict" "It is another tree now"))))
    (let ((before (length (rlm-test-asked "proposal/get"))))
      (rlm-test-typing '("yes") (rlm-test-press "a"))
      (rlm-test-until (> (length (rlm-test-asked "proposal/get")) before))
      (should (equal "proposed" rlm-proposal-tests-state)))))

(ert-deftest rlm-indicator-shows-what-waits ()
  (rlm-proposal-tests--in-page nil
    (unwind-protect
        (with-current-buffer (find-file-noselect (expand-file-name "a.c" rlm-test-folder))
          (clrhash rlm-indicator--waiting)
          (rlm-indicator-mode)
          (rlm-test-until (string-match-p "rlm:1" (rlm-indicator-text)))
          (rlm-test-notify "proposal/updated" :repository rlm-test-folder :waiting 3)
          (rlm-test-until (string-match-p "rlm:3" (rlm-indicator-text)))
          (rlm-test-notify "proposal/updated" :repository rlm-test-folder :waiting 0)
          (rlm-test-until (equal "" (rlm-indicator-text)))
          (should (string-match-p "rlm-indicator" (format "%S" mode-line-misc-info))))
      (rlm-indicator-mode -1))
    (should-not (string-match-p "rlm-indicator" (format "%S" mode-line-misc-info)))))

(provide 'rlm-proposal-tests)
;;; rlm-proposal-tests.el ends here
