"""A repository of a few files, made afresh for a test."""

import pathlib
import subprocess
import tempfile

from exam.repository import Repository

FILES = {
    "pkg/shapes.py": '''import os
from .base import Shape


class Circle(Shape):
    """A circle. TODO: not a comment to miss."""

    def area(self, scale=2, *, unit="cm"):
        if scale < 0:
            raise ValueError("scale must be positive, it is %s" % scale)
        return compute(scale)


class Ring(Circle):
    pass


def compute(value):
    # TODO: be exact
    return os.getenv("SHAPE_FACTOR", "1") * value


def twice(value):
    return compute(compute(value))
''',
    "pkg/base.py": "class Shape:\n    pass\n",
    "src/main.c": '''#include "main.h"
#include <stdio.h>
#define LIMIT 10 /* LIMIT of all */

static int helper(int value) {
    return value + LIMIT;
}

/* helper() is called below */
int start(void) {
    puts("helper(1)");
    return helper(1);
}
''',
    "src/main.h": "int start(void);\n",
    "Sources/Box.swift": '''/// A `protocol Lid {` in a comment.
public protocol Lid: Sendable {
    func open()
}

public final class Box<Item: Sendable>:
    Lid, CustomStringConvertible
{
    let text = "struct Fake {"
    public func open() { self.close(times: 1) }
    private func close(times: Int) {}
}

extension Crate: Lid {
    func open() {}
}
''',
    "lib.rs": '''impl<'a, M: Reader> Reader for &'a M {
    fn read(&self) { helper() }
}
impl Reader for File {}
// impl Reader for Comment {}
fn helper() {}
''',
}


def small_repository(test):
    """Writes the files into a temporary git repository that goes away with the test."""
    folder = tempfile.TemporaryDirectory(prefix="exam-test-")
    test.addCleanup(folder.cleanup)
    for path, text in FILES.items():
        file = pathlib.Path(folder.name, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "t"]):
        subprocess.run(["git", *command], cwd=folder.name, check=True)
    return Repository("small", folder.name)
