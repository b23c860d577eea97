"""Definitions as universal-ctags sees them."""

import dataclasses
import json
import subprocess

from .repository import ExamError


@dataclasses.dataclass(frozen=True)
class Tag:
    """One definition: its extent is `line` to `end`, and `scope` is the class or function around it."""

    name: str
    path: str
    line: int
    end: int
    kind: str
    scope: str
    scope_kind: str
    signature: str


def tags(repository, paths, extra=()):
    """The definitions in files, in the order of path and line; anonymous ones are left out."""
    if not paths:
        return []
    command = ["ctags", "--output-format=json", "--fields=+neKSZs", "--sort=no", *extra, "-f", "-", "-L", "-"]
    done = subprocess.run(command, cwd=repository.folder, input="\n".join(paths).encode(), capture_output=True)
    if done.returncode != 0:
        raise ExamError(f"ctags: {done.stderr.decode(errors='replace')[:300]}")
    found = []
    for row in done.stdout.decode("utf-8", errors="replace").splitlines():
        record = json.loads(row)
        if record.get("_type") == "tag" and not record["name"].startswith("__anon"):
            found.append(_tag(record))
    return sorted(found, key=lambda tag: (tag.path, tag.line, tag.name))


def _tag(record):
    return Tag(
        name=record["name"],
        path=record["path"],
        line=record["line"],
        end=record.get("end", record["line"]),
        kind=record["kind"],
        scope=record.get("scope", ""),
        scope_kind=record.get("scopeKind", ""),
        signature=record.get("signature", ""),
    )
