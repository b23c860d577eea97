"""Marks an answer against the truth of its question; every check returns None or why the answer fails."""

import re

from .answers import squeeze
from .coverage import Coverage, has_word, places

_THING = re.compile(r"defin|declar|class|struct|symbol|such|name|occur|exist|appear|there is no|found in", re.I)
_DENIAL = re.compile(r"\b(no|not|none|nothing|never|nowhere|without|neither|cannot|\w+n['’]t)\b", re.I)


def failure(question, truth, answer):
    """Why an answer does not pass, or None when it passes every check of its question."""
    if not answer.success:
        return "the program says that it did not succeed"
    if not answer.text.strip():
        return "the answer is empty"
    if answer.false_claims:
        return f"a citation is called verified and does not hold: {answer.false_claims[0]}"
    for check in question["check"]:
        name, options = check["check"], {key: value for key, value in check.items() if key != "check"}
        reason = CHECKS[name](question, truth, answer, **options)
        if reason:
            return reason
    return None


def cites_any(_question, truth, answer, within=3, tolerance=2, longest=150):
    """One of the right places is among the first citations."""
    wanted = places(truth["places"])
    early = answer.cited()[:within]
    for place in early:
        longest_here = max([longest] + [want.end - want.line + 30 for want in wanted])
        if place.end - place.line <= longest_here and any(place.touches(want, tolerance) for want in wanted):
            return None
    shown = ", ".join(f"{place.path}:{place.line}" for place in early) or "nothing"
    return f"cites {shown}; expected {_shown(wanted)}"


def cites_in(_question, truth, answer, paths, within=10):
    """One of the first citations leads into one of the right files or folders."""
    for place in answer.cited()[:within]:
        if any(place.path == path or place.path.startswith(path.rstrip("/") + "/") or path == "." for path in paths):
            return None
    return f"no citation in {', '.join(paths)}"


def covers(_question, truth, answer, recall=0.95, precision=0.9, evidence="either", tolerance=1):
    """The answer names (nearly) all right items and (nearly) nothing else."""
    coverage = Coverage(truth, answer, evidence, tolerance)
    items, missing = coverage.items, coverage.missing()
    if len(items) - len(missing) < recall * len(items):
        return f"names {len(items) - len(missing)} of {len(items)}; missing {_labels(missing)}"
    right, wrong = coverage.claims()
    if right + len(wrong) and right < precision * (right + len(wrong)):
        return f"{len(wrong)} of {right + len(wrong)} claims are wrong, such as {squeeze(wrong[0])[:100]!r}"
    return None


def number(question, truth, answer):
    """The right number is the first that the answer gives, or one of few in the same line."""
    found = answer.numbers(question["question"])
    if any(value in (found if len(found) <= 4 else found[:1]) for value in truth["number"]):
        return None
    return f"says {found[:5]}; expected {truth['number']}"


def says(_question, truth, answer, lines=12):
    """The lead of the answer has one wording of each expected text."""
    lead = squeeze(answer.lead(lines))
    for wordings in truth["texts"]:
        if not any(has_word(lead, wording) for wording in wordings):
            return f"does not say {wordings[0]!r} in its first lines"
    return None


def mentions(_question, truth, answer, at_least, must=()):
    """The answer has a number of the expected terms, and one of those that it must have."""
    text = squeeze(answer.without_places(answer.text))
    if must and not any(has_word(text, wording, loose=True) for wording in must):
        return f"does not mention {' or '.join(must)}"
    found = [term for term in truth["terms"] if any(has_word(text, wording, loose=True) for wording in term)]
    if len(found) >= at_least:
        return None
    lacking = [term[0] for term in truth["terms"] if term not in found]
    return f"mentions {len(found)} of the {at_least} terms asked for; not {', '.join(lacking[:8])}"


def denies(_question, _truth, answer, lines=4):
    """The answer says at once that there is no such thing, in one sentence."""
    for sentence in re.split(r"[.;:!]\s|\n", answer.lead(lines)):
        if _DENIAL.search(sentence) and _THING.search(sentence):
            return None
    return f"does not say that there is none: {squeeze(answer.lead(1))[:100]!r}"


def _labels(items):
    labels = [item["names"][0] if item["names"] else _shown(places(item["places"])) for item in items[:6]]
    return ", ".join(labels) + (" …" if len(items) > 6 else "")


def _shown(wanted):
    ends = [f"-{place.end}" if place.end > place.line else "" for place in wanted]
    return " or ".join(f"{place.path}:{place.line}{end}" for place, end in list(zip(wanted, ends))[:4])


CHECKS = {
    "cites_any": cites_any,
    "cites_in": cites_in,
    "covers": covers,
    "number": number,
    "says": says,
    "mentions": mentions,
    "denies": denies,
}
