"""What a path says about a file: test, documentation, example, vendored code, or the project's own."""

import re

TEST = re.compile(r"(?:^|/)(?:tests?|testing|__tests__|specs?|testdata|fixtures)(?:/|$)|(?:^|/)\w*Tests?/|(?:^|/)(?:test_[^/]*|conftest)\.\w+$|[_.-](?:test|tests|spec)\.\w+$|[a-z]Tests?\.\w+$", re.IGNORECASE)
VENDORED = re.compile(r"(?:^|/)(?:deps|vendor(?:ed)?|third[_-]?party|node_modules|external|extern|_vendor|Pods|Carthage|dist|build|generated)/|\.min\.\w+$|\.pb\.go$|_pb2\.py$", re.IGNORECASE)
DOCUMENT = re.compile(r"(?:^|/)(?:docs?|documentation|man)/|\.(?:md|rst|txt|org|adoc|html)$", re.IGNORECASE)
HISTORY = re.compile(r"(?:^|/)(?:change[_-]?log|changes|history|news|releases?(?:[_-]?notes)?|00-releasenotes)(?:[^/.]*|[^/]*\.(?:md|rst|txt|org|adoc))$", re.IGNORECASE)
EXAMPLE = re.compile(r"(?:^|/)(?:examples?|samples?|demos?|benchmarks?|benches|fuzz|[^/]*(?:Benchmarks|PerformanceTest\w*|Examples))/", re.IGNORECASE)


# Tells the folder that all files share: what stands above it (`/home/me/tests/app/`) says nothing about a file. A
# worker has one corpus; its `Texts` sets this.
shared_root = [lambda: ""]


def below_root(path):
    """The path without the folder that all files share."""
    root = shared_root[0]()
    return path[len(root):] if path.startswith(root) else path


def role(path):
    """`own`, `test`, `example`, `document`, `history` (a change log) or `vendored`."""
    path = below_root(path)
    if VENDORED.search(path):
        return "vendored"
    if TEST.search(path):
        return "test"
    if EXAMPLE.search(path):
        return "example"
    if HISTORY.search(path):
        return "history"
    return "document" if DOCUMENT.search(path) else "own"


ORDER = {"own": 0, "example": 1, "document": 2, "history": 3, "test": 4, "vendored": 5}


def place_rank(path):
    """Where a file's places are told: the project's own code first, vendored code last."""
    return ORDER[role(path)]
