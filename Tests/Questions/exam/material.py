"""One source for generated questions: its definitions, its words, and a fixed order in which to try candidates."""

import collections
import functools
import random
import re

from . import python_code
from .c_like_code import LANGUAGES
from .masking import mask
from .tags import tags

SUFFIXES = {**LANGUAGES, "c": (".c", ".h"), "python": (".py",), "elisp": (".el",)}
_HEADS = {
    "c": r"^\{", "go": r"^func\b", "rust": r"\bfn\s+\w+",
    "python": r"^(?:async )?def ", "elisp": r"^\((?:cl-)?(?:defun|defmacro|defsubst|define-inline)\b",
}
# Forms of which one may or may not say that they define a function.
_DISPUTED = (
    r"\((?:cl-def(?:method|generic|struct)|pcase-defmacro|define-(?!inline)\S+|defalias|defadvice|def[a-z]+-mode)"
)
_TOP_KINDS = {
    "c": {"function"}, "go": {"func"}, "rust": {"function", "method"},
    "python": {"function"}, "elisp": {"function", "macro", "inline"},
}


class Material:
    """A repository, its language and what can be asked about it."""

    def __init__(self, repository, language, seed):
        self.repository, self.language = repository, language
        self._random = random.Random(f"{seed} {repository.name}")

    @functools.cached_property
    def paths(self):
        """Files of the language, tests and examples left out: their names repeat."""
        aside = re.compile(r"(^|/)(tests?|examples?|testdata|locale)(/|_|\.)|_test\.")
        return [path for path in self.every_path if not aside.search(path)]

    @functools.cached_property
    def every_path(self):
        return [path for path in self.repository.files() if path.endswith(SUFFIXES[self.language])]

    @functools.cached_property
    def tags(self):
        return tags(self.repository, self.every_path)

    @functools.cached_property
    def definitions(self):
        """Tags by name."""
        by_name = collections.defaultdict(list)
        for tag in self.tags:
            by_name[tag.name].append(tag)
        return by_name

    @functools.cached_property
    def words(self):
        """How often each word stands in the files of the language."""
        counted = collections.Counter()
        for path in self.every_path:
            counted.update(re.findall(r"[A-Za-z_]\w*", self.repository.text(path)))
        return counted

    def shuffled(self, candidates):
        """Candidates in an order that depends on the seed and on nothing else."""
        ordered = sorted(set(candidates))
        self._random.shuffle(ordered)
        return ordered

    def unique(self, kinds, shortest=8):
        """Names with exactly one definition, of one of some kinds, outside of tests."""
        wanted = set(self.paths)
        return self.shuffled(
            name for name, found in self.definitions.items()
            if len(found) == 1 and found[0].kind in kinds and found[0].path in wanted
            and len(name) >= shortest and re.fullmatch(r"[A-Za-z_](?!_)[A-Za-z0-9_-]*", name)
        )

    def clear_files(self, fewest, most):
        """Files whose functions ctags and a plain pattern count alike, so that the truth is beyond dispute."""
        kinds = _TOP_KINDS[self.language]
        counted = collections.Counter(tag.path for tag in self.tags if tag.kind in kinds and self._counts(tag))
        handy = [path for path in self.shuffled(self.paths) if fewest <= counted[path] <= most]
        return [path for path in handy if self._heads(path) == counted[path]]

    def _counts(self, tag):
        return self.language != "python" or tag.scope_kind in ("", "module")

    def _heads(self, path):
        text = self.repository.text(path)
        if self.language in LANGUAGES:
            text = mask(text, self.language)
        if self.language == "python" and python_code.parse(self.repository, path) is None:
            return -1
        if self.language == "elisp" and re.search(_DISPUTED, text):
            return -1
        return len(re.findall(_HEADS[self.language], text, re.M))

    @property
    def function_kinds(self):
        return _TOP_KINDS[self.language]
