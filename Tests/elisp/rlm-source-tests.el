;;; rlm-source-tests.el --- What questions are about  -*- lexical-binding: t; -*-

;; Copyright (c) 2026 The rlm authors
;; SPDX-License-Identifier: MIT

;;; Code:

(require 'rlm-test-daemon)

(defmacro rlm-source-tests--visiting (name text &rest body)
  "Run BODY in the buffer of the file NAME, made of TEXT, in a project."
  (declare (indent 2) (debug t))
  `(rlm-test-with-folder
     (let* ((project-find-functions (list (lambda (_) (cons 'transient rlm-test-folder))))
            (path (rlm-test-file ,name ,text)))
       (with-current-buffer (find-file-noselect path) ,@body))))

(defun rlm-source-tests--part (source)
  "Return the only part of SOURCE."
  (should (= 1 (length (rlm-source-parts source))))
  (car (rlm-source-parts source)))

(ert-deftest rlm-source-names-a-saved-file-by-path-and-hash ()
  (rlm-source-tests--visiting "src/a.py" "print('ä')\n"
    (let ((part (rlm-source-tests--part (rlm-source-of-buffer))))
      (should (equal "path" (plist-get part :kind)))
      (should (equal path (plist-get part :path)))
      (should (equal (plist-get part :sha256)
                     (secure-hash 'sha256 (encode-coding-string "print('ä')\n" 'utf-8)))))))

(ert-deftest rlm-source-sends-what-was-not-saved-as-text ()
  (rlm-source-tests--visiting "src/a.py" "one\n"
    (goto-char (point-max))
    (insert "two\n")
    (let* ((source (rlm-source-of-buffer)) (part (rlm-source-tests--part source)))
      (should (equal '("text" "src/a.py" "one\ntwo\n" 1)
                     (mapcar (lambda (key) (plist-get part key)) '(:kind :path :text :firstLine))))
      (should (eq (current-buffer) (cdr (assoc "src/a.py" (rlm-source-buffers source))))))))

(ert-deftest rlm-source-sends-a-file-that-changed-behind-its-buffer-as-text ()
  (rlm-source-tests--visiting "a.txt" "one\n"
    (write-region "other\n" nil path nil 'silent)
    (set-file-times path (time-add nil 10))
    (should (equal "one\n" (plist-get (rlm-source-tests--part (rlm-source-of-buffer)) :text)))))

(ert-deftest rlm-source-of-a-region-is-whole-lines-with-their-numbers ()
  (rlm-source-tests--visiting "a.txt" "one\ntwo\nthree\nfour\n"
    (let* ((source (rlm-source-of-region 6 10)) (part (rlm-source-tests--part source)))
      (should (equal "two\nthree" (plist-get part :text)))
      (should (eql 2 (plist-get part :firstLine)))
      (should (equal "a.txt, lines 2 to 3" (rlm-source-label source))))
    (should (equal "two\n" (plist-get (rlm-source-tests--part (rlm-source-of-region 5 9)) :text)))
    (narrow-to-region 9 15)
    (should (eql 3 (plist-get (rlm-source-tests--part (rlm-source-of-buffer)) :firstLine)))
    (should-error (rlm-source-of-region (point-max) (point-max)) :type 'user-error)))

(ert-deftest rlm-source-of-a-project-has-its-unsaved-buffers ()
  (rlm-source-tests--visiting "src/a.py" "one\n"
    (rlm-test-file "src/b.py" "b\n")
    (insert "zero\n")
    (let* ((source (rlm-source-of-project)) (parts (rlm-source-parts source)))
      (should (equal (list :kind "path" :path rlm-test-folder) (car parts)))
      (should (equal '("src/a.py" "zero\none\n")
                     (list (plist-get (cadr parts) :path) (plist-get (cadr parts) :text))))
      (should (= 2 (length parts))))))

(ert-deftest rlm-source-follows-what-is-edited ()
  (rlm-source-tests--visiting "a.txt" "one\ntwo\nthree\n"
    (let ((whole (rlm-source-of-buffer)) (part (rlm-source-of-region 5 9)) (project (rlm-source-of-project)))
      (dolist (source (list whole part project)) (should (eq source (rlm-source-now source))))
      (goto-char (point-min))
      (insert "zero\n")
      (should (equal "zero\none\ntwo\nthree\n"
                     (plist-get (rlm-source-tests--part (rlm-source-now whole)) :text)))
      (let ((now (rlm-source-tests--part (rlm-source-now part))))
        (should (equal '("two\n" 3) (list (plist-get now :text) (plist-get now :firstLine)))))
      (should (= 2 (length (rlm-source-parts (rlm-source-now project)))))
      (save-buffer)
      (let ((now (rlm-source-now whole)))
        (should (plist-get (rlm-source-tests--part now) :sha256))
        (should-not (eq now whole)))
      (should (eq project (rlm-source-now project)))
      (kill-buffer)
      (should (eq whole (rlm-source-now whole))))))

(ert-deftest rlm-source-of-a-buffer-without-a-file-has-a-name-that-can-be-cited ()
  (rlm-test-with-folder
    (with-current-buffer (generate-new-buffer "some notes: old")
      (insert "text")
      (let* ((source (rlm-source-of-buffer)) (name (plist-get (rlm-source-tests--part source) :path)))
        (should (equal "some-notes--old" name))
        (should (eq (current-buffer) (cdr (assoc name (rlm-source-buffers source)))))))))

(ert-deftest rlm-source-becomes-text-when-the-file-is-seen-differently ()
  (rlm-source-tests--visiting "a.txt" "one\n"
    (let ((part (rlm-source-tests--part (rlm-source-with-texts (rlm-source-of-buffer)))))
      (should (equal '("text" "one\n") (list (plist-get part :kind) (plist-get part :text)))))))

(provide 'rlm-source-tests)
;;; rlm-source-tests.el ends here
